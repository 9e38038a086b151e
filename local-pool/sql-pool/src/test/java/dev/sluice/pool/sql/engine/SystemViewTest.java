package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SystemViewTest {

    @TempDir
    private Path folder;

    private Pool pool;

    @BeforeEach
    void open() throws Exception {
        pool = Pool.in(folder);
        pool.prepareLake();
        pool.run("CREATE TABLE sales (id int NOT NULL, name nvarchar(10), amount decimal(18,4), at datetime2(3),"
                + " bytes varbinary(20)) WITH (DISTRIBUTION = HASH(id), CLUSTERED COLUMNSTORE INDEX)");
        pool.run("INSERT INTO sales (id) VALUES (1), (2)");
        pool.run("CREATE VIEW big AS SELECT id FROM sales");
        pool.run("CREATE EXTERNAL TABLE ext WITH (LOCATION = '/out', DATA_SOURCE = ds, FILE_FORMAT = ff)"
                + " AS SELECT id FROM sales");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "SELECT s.name, t.name, t.is_external FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id"
                        + " WHERE t.name = 'sales'#row dbo|sales|false",
                "SELECT c.name, ty.name AS type_name, c.max_length, c.precision, c.scale, c.is_nullable FROM sys.columns c"
                        + " JOIN sys.types ty ON c.user_type_id = ty.user_type_id WHERE c.object_id ="
                        + " OBJECT_ID('dbo.sales') AND c.column_id = 2#row name|nvarchar|20|0|0|true",
                "SELECT ty.name, c.max_length, c.precision, c.scale FROM sys.columns c JOIN sys.types ty ON"
                        + " c.user_type_id = ty.user_type_id WHERE c.name = 'amount'#row decimal|9|18|4",
                "SELECT max_length, precision, scale FROM sys.columns WHERE name = 'at'#row 7|23|3",
                "SELECT name, type FROM sys.objects WHERE type = 'V'#`row big|V `",
                "SELECT name FROM sys.views#row big",
                "SELECT definition FROM sys.sql_modules#row CREATE VIEW big AS SELECT id FROM sales",
                "SELECT type_desc FROM sys.indexes WHERE object_id = OBJECT_ID('sales')#row CLUSTERED COLUMNSTORE",
                "SELECT COUNT(*) AS n FROM sys.index_columns#row 5",
                "SELECT et.name, eds.location, ff.format_type, et.location FROM sys.external_tables et JOIN"
                        + " sys.external_data_sources eds ON et.data_source_id = eds.data_source_id JOIN"
                        + " sys.external_file_formats ff ON ff.file_format_id = et.file_format_id#row"
                        + " ext|abfss://stage@acct.dfs.core.windows.net|PARQUET|/out",
                "SELECT distribution_policy_desc FROM sys.pdw_table_distribution_properties#row HASH",
                "SELECT c.name FROM sys.pdw_column_distribution_properties d JOIN sys.columns c ON c.object_id ="
                        + " d.object_id AND c.column_id = d.column_id WHERE d.distribution_ordinal = 1#row id",
                "SELECT SUM(row_count) AS n FROM sys.dm_pdw_nodes_db_partition_stats#row 2",
                "SELECT rows FROM sys.partitions#row 2",
                "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, IS_NULLABLE FROM"
                        + " INFORMATION_SCHEMA.COLUMNS WHERE COLUMN_NAME = 'name'#row dbo|sales|name|nvarchar|10|YES",
                "SELECT TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'big'#row VIEW",
                "SELECT CHECK_OPTION FROM information_schema.views#row NONE",
                "SELECT SCHEMA_OWNER FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = 'dbo'#row dbo",
                "SELECT name FROM sys.database_principals WHERE principal_id = 1#row dbo",
                "SELECT credential_identity FROM sys.database_scoped_credentials#row Managed Service Identity",
                "SELECT CAST(SERVERPROPERTY('EngineEdition') AS int) AS e#row 6",
                "SELECT DATABASEPROPERTYEX(DB_NAME(), 'Edition') AS e#row DataWarehouse",
                "SELECT status FROM sys.dm_pdw_exec_sessions#row Active",
                "SELECT app_name FROM sys.dm_pdw_exec_sessions#row test",
                "SELECT DB_ID('master') AS i#row 1",
            })
    void theCatalogShowsWhatIsThere(String query, String row) throws Exception {
        assertThat(pool.run(query)).contains(row);
    }

    @Test
    void theCatalogShowsPartitions() throws Exception {
        pool.run("CREATE TABLE parted (id int, d date) WITH (HEAP, PARTITION (d RANGE RIGHT FOR VALUES"
                + " ('2026-01-01', '2026-02-01')))");
        pool.run("CREATE TABLE stored (id int, d date) WITH (CLUSTERED COLUMNSTORE INDEX,"
                + " PARTITION (id RANGE LEFT FOR VALUES (5)))");
        String parted = " FROM sys.tables t JOIN sys.indexes i ON i.object_id = t.object_id"
                + " JOIN sys.partition_schemes s ON s.data_space_id = i.data_space_id"
                + " JOIN sys.partition_functions f ON f.function_id = s.function_id";

        assertThat(pool.run("SELECT t.name, f.fanout, f.boundary_value_on_right" + parted + " ORDER BY t.name"))
                .contains("row parted|3|true", "row stored|2|false", "rows 2");
        assertThat(pool.run("SELECT t.name, v.boundary_id, v.value" + parted
                        + " JOIN sys.partition_range_values v ON v.function_id = f.function_id ORDER BY t.name, 2"))
                .contains("row parted|1|2026-01-01", "row parted|2|2026-02-01", "row stored|1|5", "rows 3");
        assertThat(pool.run("SELECT t.name, x.index_id, c.name AS col FROM sys.tables t"
                        + " JOIN sys.index_columns x ON x.object_id = t.object_id JOIN sys.columns c"
                        + " ON c.object_id = x.object_id AND c.column_id = x.column_id"
                        + " WHERE x.partition_ordinal = 1 ORDER BY t.name"))
                .contains("row parted|0|d", "row stored|1|id", "rows 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"masked_columns", "security_policies", "security_predicates"})
    void whatCannotBeMadeHereIsListedEmpty(String view) throws Exception {
        assertThat(pool.run("SELECT object_id FROM sys." + view)).last().isEqualTo("rows 0");
    }

    @Test
    void theVersionTellsTheStandIn() throws Exception {
        assertThat(pool.run("SELECT @@VERSION AS v"))
                .contains("row Sluice local SQL pool - 10.0.9999.0 (X64), stand-in for an Azure Synapse dedicated SQL"
                        + " pool, on DuckDB");
    }

    @Test
    void requestsAreLoggedWithLabelAndOutcome() throws Exception {
        pool.run("SELECT id FROM sales OPTION (LABEL = 'spark: job 1')");
        pool.run("SELECT * FROM nope");
        assertThat(pool.run("SELECT status, command FROM sys.dm_pdw_exec_requests WHERE [label] = 'spark: job 1'"
                        + " AND session_id = SESSION_ID()"))
                .contains("row Completed|SELECT id FROM sales OPTION (LABEL = 'spark: job 1')");
        assertThat(pool.run("SELECT r.status, e.details FROM sys.dm_pdw_exec_requests r JOIN sys.dm_pdw_errors e"
                        + " ON e.error_id = r.error_id"))
                .contains("row Failed|Invalid object name 'nope'.");
        assertThat(pool.run("SELECT TOP 1 status FROM sys.dm_pdw_exec_requests ORDER BY request_id DESC"))
                .contains("row Running");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sp_pkeys",
                "sp_fkeys",
                "sp_statistics_100",
                "sp_special_columns_100",
                "sp_stored_procedures",
                "sp_table_privileges",
                "sp_column_privileges"
            })
    void whatAPoolHasNoneOfIsEmpty(String procedure) throws Exception {
        try (var session = pool.session("sluice")) {
            assertThat(Pool.call(session, procedure)).hasSize(2).last().isEqualTo("rows 0");
        }
    }

    @Test
    void driversLearnOfTablesAndColumns() throws Exception {
        try (var session = pool.session("sluice")) {
            assertThat(Pool.call(session, "sp_tables", text("@table_name", "s%"), text("@table_type", "'TABLE'")))
                    .contains("row sqlpool|dbo|sales|TABLE|null", "rows 1");
            assertThat(Pool.call(session, "sp_tables", text("", "bi_"))).contains("row sqlpool|dbo|big|VIEW|null");
            assertThat(Pool.call(
                            session,
                            "sp_columns_100",
                            text("@table_name", "sal[e]s"),
                            text("@table_owner", "dbo"),
                            text("@column_name", "name")))
                    .contains("row sqlpool|dbo|sales|name|-9|nvarchar|10|20|null|null|1|null|null|-9|null|20|2|YES|0|0|"
                            + "0|0|null|null|null|null|null|null|0");
            assertThat(Pool.call(session, "sp_columns", text("", "sales"))).hasSize(7);
            assertThat(Pool.call(session, "sp_databases")).contains("row master|0|null", "row sqlpool|0|null");
            assertThat(Pool.call(
                            session, "sp_datatype_info_100", new SqlParameter("@data_type", SqlType.of(Kind.INT), 4)))
                    .hasSize(3);
        }
    }

    @Test
    void driversLearnOfResultsBeforeTheyRun() throws Exception {
        try (var session = pool.session("sluice")) {
            assertThat(Pool.call(
                            session,
                            "sp_describe_first_result_set",
                            text("@tsql", "SELECT id, amount, name FROM sales")))
                    .contains(
                            "row false|1|id|false|56|int|4|0|0",
                            "row false|2|amount|true|106|decimal(18,4)|9|18|4",
                            "row false|3|name|true|231|nvarchar(10)|20|0|0",
                            "rows 3");
            assertThat(Pool.run(session, "SET FMTONLY ON; SELECT id FROM sales"))
                    .containsExactly("done", "columns id int not null", "rows 0");
        }
    }

    private static SqlParameter text(String name, String value) {
        return new SqlParameter(name, new SqlType(Kind.NVARCHAR, 4000, 0, 0), value);
    }
}
