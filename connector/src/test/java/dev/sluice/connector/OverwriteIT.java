package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.Loss;
import dev.sluice.transfer.Verification;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hangs on a table is there after an overwrite, or nothing has been overwritten. */
final class OverwriteIT {

    private static final LocalPool POOL = LocalPool.shared();

    @BeforeAll
    static void makeReaders() {
        POOL.sql("CREATE ROLE readers", "CREATE ROLE [no readers]");
    }

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    private static void make(String columns, String options) {
        POOL.sql(
                "DROP TABLE IF EXISTS dbo.held",
                "CREATE TABLE dbo.held (" + columns + ") WITH (" + options + ")",
                "INSERT INTO dbo.held (id, name) VALUES (1, 'old')",
                "GRANT SELECT ON dbo.held TO readers",
                "GRANT INSERT ON dbo.held TO readers",
                "DENY SELECT ON dbo.held TO [no readers]");
    }

    private static WriteCell overwrite(String select) {
        return WriteCell.of(select, "dbo.held").mode(SaveMode.OVERWRITE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DISTRIBUTION = HASH(id, name), HEAP",
                "DISTRIBUTION = HASH(name), CLUSTERED INDEX (name, id)",
                "DISTRIBUTION = REPLICATE, CLUSTERED COLUMNSTORE INDEX ORDER (name, id)",
                "DISTRIBUTION = ROUND_ROBIN, HEAP, PARTITION (id RANGE RIGHT FOR VALUES (10, 20))",
                "DISTRIBUTION = HASH(id), CLUSTERED COLUMNSTORE INDEX, PARTITION (name RANGE LEFT FOR VALUES ('m'))",
            })
    void keepsATableOfTheSameDefinition(String options) {
        make("name varchar(10) NULL, id int NOT NULL", options);
        POOL.sql("CREATE STATISTICS s_name ON dbo.held (name)");
        List<String> before = facts();

        TransferReceipt receipt = overwrite("SELECT 15 AS id, 'new' AS name UNION ALL SELECT 25, 'z'")
                .receipt();

        assertThat(receipt.warnings()).isEmpty();
        assertThat(POOL.query("SELECT id, name FROM dbo.held ORDER BY id")).containsExactly("15|new", "25|z");
        assertThat(facts()).isEqualTo(before).anyMatch(fact -> fact.startsWith("object "));
    }

    @Test
    void keepsPermissionsStatisticsAndLayoutOfATableOfAnotherDefinition() {
        make("name varchar(10) NULL, id int NOT NULL", "DISTRIBUTION = HASH(name, id), CLUSTERED INDEX (id, name)");
        POOL.sql("CREATE STATISTICS s_name ON dbo.held (name, id)");
        List<String> before = facts();

        TransferReceipt receipt =
                overwrite("SELECT 2 AS id, 'new' AS name, true AS more").receipt();

        assertThat(receipt.warnings())
                .containsExactly("The table was replaced by one of another definition: the table has no column more."
                        + " Made again: 3 permissions and the statistics s_name");
        assertThat(POOL.query("SELECT id, name, more FROM dbo.held")).containsExactly("2|new|1");
        assertThat(facts().subList(1, before.size())).isEqualTo(before.subList(1, before.size()));
        assertThat(facts().get(0)).isNotEqualTo(before.get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "HASH(more, id), HEAP#SELECT 1 AS id, 'a' AS name#the distribution by column more",
                "ROUND_ROBIN, CLUSTERED INDEX (more)#SELECT 1 AS id, 'a' AS name#the clustered index on column more",
                "ROUND_ROBIN, HEAP, PARTITION (id RANGE LEFT FOR VALUES (5))#SELECT 1 AS id, 'a' AS name, 2 AS other#"
                        + "the partitions by column id",
                "ROUND_ROBIN, CLUSTERED COLUMNSTORE INDEX#SELECT 1 AS id, repeat('a', 9000) AS name, 2L AS more#"
                        + "the columnstore index, which takes no column of a MAX type",
            })
    void refusesWhatItWouldLose(String options, String select, String lost) {
        make("name varchar(10) NULL, id int NOT NULL, more bigint NULL", "DISTRIBUTION = " + options);
        List<String> before = facts();

        TransferFailure failure = overwrite(select).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
        assertThat(failure.what()).isEqualTo("Overwriting table [dbo].[held] would lose " + lost);
        assertThat(failure.fix())
                .isEqualTo("Make the frame fit the table's columns, or drop the table first and write it anew");
        assertThat(facts()).isEqualTo(before);
        assertThat(POOL.query("SELECT id, name FROM dbo.held")).containsExactly("1|old");
    }

    @Test
    void namesAllThatItWouldLose() {
        make(
                "name varchar(10) NULL, id int NOT NULL, more bigint NOT NULL DEFAULT 7",
                "DISTRIBUTION = HASH(more), HEAP, PARTITION (id RANGE LEFT FOR VALUES (5))");
        POOL.sql("CREATE STATISTICS s_more ON dbo.held (id, more)");

        TransferFailure failure =
                overwrite("SELECT 1 AS id, 'a' AS name, 2 AS other").failure();

        assertThat(failure.what())
                .isEqualTo("Overwriting table [dbo].[held] would lose the default of column more; the distribution by"
                        + " column more; the partitions by column id; the statistics s_more on column more");
        assertThat(failure.why())
                .isEqualTo("The frame needs a table of another definition: the table has no column other");
        assertThat(POOL.query("SELECT id, name FROM dbo.held")).containsExactly("1|old");
    }

    @ParameterizedTest
    @CsvSource({"varchar(10),varchar,32", "nvarchar(7),nvarchar,32", "varchar(5000),varchar,5000"})
    void lengthensAColumnInPlaceAndKeepsTheTable(String type, String kind, int length) {
        make("name " + type + " NULL, id int NOT NULL", "DISTRIBUTION = HASH(id), CLUSTERED INDEX (name)");
        List<String> before = facts();

        TransferReceipt receipt =
                overwrite("SELECT 2 AS id, repeat('x', 30) AS name").receipt();

        assertThat(receipt.warnings())
                .isEqualTo(
                        length == 32
                                ? List.of("Column name of the table was lengthened to " + kind + "(32)")
                                : List.of());
        assertThat(POOL.query("SELECT id, LEN(name) FROM dbo.held")).containsExactly("2|30");
        assertThat(column("name")).containsExactly(kind + "|" + length + "|YES");
        assertThat(facts()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HASH(name)", "HASH(id)"})
    void replacesATableWhoseColumnCannotBeLengthenedInPlace(String distribution) {
        make("name varchar(10) NOT NULL, id smallint NOT NULL", "DISTRIBUTION = " + distribution + ", HEAP");
        POOL.sql("CREATE STATISTICS s_name ON dbo.held (name)");
        List<String> before = facts();

        TransferReceipt receipt =
                overwrite("SELECT 2 AS id, repeat('x', 11) AS name").receipt();

        assertThat(receipt.warnings())
                .containsExactly(
                        "The table was replaced by one of another definition: column name has to be varchar(16),"
                                + " and "
                                + (distribution.equals("HASH(name)") ? "the table is distributed by it, " : "")
                                + "the statistics s_name are on it. Made again: 3 permissions and the statistics s_name");
        assertThat(column("name")).containsExactly("varchar|16|NO");
        assertThat(column("id")).containsExactly("smallint|null|NO");
        assertThat(POOL.query("SELECT id, LEN(name) FROM dbo.held")).containsExactly("2|11");
        assertThat(facts().subList(1, before.size())).isEqualTo(before.subList(1, before.size()));
    }

    @Test
    void refusesOrCountsValuesThatATableWithLongerColumnsWouldChange() {
        make("name varchar(10) NULL, id int NOT NULL, t datetime2(0) NULL", "DISTRIBUTION = HASH(name), HEAP");
        WriteCell write =
                overwrite("SELECT 2 AS id, repeat('x', 11) AS name, TIMESTAMP_NTZ'2020-01-01 00:00:00.7' AS t");

        assertThat(write.failure().why())
                .isEqualTo("column t: 1 value is rounded to datetime2(0), such as '2020-01-01 00:00:00.7'");
        assertThat(column("name")).containsExactly("varchar|10|YES");
        assertThat(POOL.query("SELECT id, name FROM dbo.held")).containsExactly("1|old");

        TransferReceipt receipt = write.allowLoss().receipt();

        assertThat(receipt.losses())
                .containsExactly(new Loss("t", "rounded to datetime2(0)", 1, "2020-01-01 00:00:00.7"));
        assertThat(column("name")).containsExactly("varchar|16|YES");
        assertThat(POOL.query("SELECT id, LEN(name), CONVERT(varchar(19), t, 120) FROM dbo.held"))
                .containsExactly("2|11|2020-01-01 00:00:01");
    }

    @Test
    void widensForTextsWhoseCharactersMayChange() {
        make("name varchar(10) NULL, id int NOT NULL", "DISTRIBUTION = HASH(id), HEAP");
        WriteCell append = WriteCell.of("SELECT 2 AS id, repeat('日', 11) AS name", "dbo.held")
                .mode(SaveMode.APPEND)
                .widening();

        assertThat(append.failure().why())
                .isEqualTo("column name: 1 text has characters that code page 1252 of varchar(16) lacks, such as"
                        + " '日日日日日日日日日日日'");
        assertThat(column("name")).containsExactly("varchar|10|YES");

        TransferReceipt receipt = append.allowLoss().receipt();

        assertThat(receipt.warnings()).containsExactly("Column name of the table was lengthened to varchar(16)");
        assertThat(receipt.losses())
                .containsExactly(new Loss(
                        "name",
                        "written with other characters, because code page 1252 of varchar(10) lacks some of theirs",
                        1,
                        "日日日日日日日日日日日"));
        assertThat(POOL.query("SELECT id, LEN(name) FROM dbo.held ORDER BY id")).containsExactly("1|3", "2|11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COUNT", "CHECKSUM"})
    void appendsLongerTextIfItMayWiden(Verification verify) {
        make("name varchar(10) NULL, id int NOT NULL", "DISTRIBUTION = HASH(id), HEAP");
        WriteCell append = WriteCell.of("SELECT 2 AS id, repeat('x', 30) AS name", "dbo.held")
                .mode(SaveMode.APPEND)
                .verify(verify);

        TransferFailure failure = append.failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.VALUE_OUT_OF_RANGE);
        assertThat(failure.fix())
                .isEqualTo("Lengthen columns by the option widen or by ALTER TABLE [dbo].[held] ALTER COLUMN [name]"
                        + " varchar(32) NULL");
        assertThat(column("name")).containsExactly("varchar|10|YES");
        List<String> before = facts();

        TransferReceipt receipt = append.widening().receipt();

        assertThat(receipt.warnings()).containsExactly("Column name of the table was lengthened to varchar(32)");
        assertThat(POOL.query("SELECT id, LEN(name) FROM dbo.held ORDER BY id")).containsExactly("1|3", "2|30");
        assertThat(column("name")).containsExactly("varchar|32|YES");
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void theStatementsOfTheErrorMakeAnAppendFit() {
        make("name varchar(10) NULL, id int NOT NULL", "DISTRIBUTION = HASH(id), HEAP");
        POOL.sql("CREATE STATISTICS s_name ON dbo.held (name, id)");
        WriteCell append = WriteCell.of("SELECT 2 AS id, repeat('x', 30) AS name", "dbo.held")
                .mode(SaveMode.APPEND);
        String statements = "DROP STATISTICS [dbo].[held].[s_name]; ALTER TABLE [dbo].[held] ALTER COLUMN [name]"
                + " varchar(32) NULL; CREATE STATISTICS [s_name] ON [dbo].[held] ([name], [id])";

        assertThat(append.failure().fix()).isEqualTo("Lengthen columns by the option widen or by " + statements);
        TransferFailure failure = append.widening().failure();

        assertThat(failure.what()).isEqualTo("Table [dbo].[held] cannot be widened in place");
        assertThat(failure.why()).isEqualTo("column name has to be varchar(32), and the statistics s_name are on it");
        assertThat(failure.fix()).isEqualTo("Run " + statements + ", or use mode overwrite");
        POOL.sql(statements.split("; "));
        append.receipt();
        assertThat(POOL.query("SELECT COUNT(*) FROM dbo.held")).containsExactly("2");
    }

    @Test
    void refusesToWidenADistributionColumn() {
        make("name varchar(10) NULL, id int NOT NULL", "DISTRIBUTION = HASH(name), HEAP");

        TransferFailure failure = WriteCell.of("SELECT 2 AS id, repeat('x', 30) AS name", "dbo.held")
                .mode(SaveMode.APPEND)
                .widening()
                .failure();

        assertThat(failure.why()).isEqualTo("column name has to be varchar(32), and the table is distributed by it");
        assertThat(failure.fix()).isEqualTo("Use mode overwrite, which makes the table anew, or shorten the values");
        assertThat(POOL.query("SELECT COUNT(*) FROM dbo.held")).containsExactly("1");
    }

    @Test
    void widensNothingIfAnotherValueDoesNotFit() {
        make("name varchar(10) NULL, id tinyint NOT NULL", "DISTRIBUTION = HASH(id), HEAP");

        TransferFailure failure = WriteCell.of("SELECT 256 AS id, repeat('x', 30) AS name", "dbo.held")
                .mode(SaveMode.APPEND)
                .widening()
                .failure();

        // What can be known is known before the table is touched.
        assertThat(failure.why()).isEqualTo("column id: its greatest value is 256, tinyint ends at 255");
        assertThat(column("name")).containsExactly("varchar|10|YES");
    }

    @Test
    void anExternalTableKeepsItsPermissions() {
        WriteCell write = WriteCell.of("SELECT 1 AS id", "dbo.held_ext").external();
        write.receipt();
        POOL.sql("GRANT SELECT ON dbo.held_ext TO readers", "CREATE STATISTICS s_id ON dbo.held_ext (id)");
        WriteCell other = WriteCell.of("SELECT 2.5 AS id, 'a' AS name", "dbo.held_ext")
                .external()
                .mode(SaveMode.OVERWRITE);

        assertThat(other.receipt().warnings()).isEmpty();

        assertThat(POOL.query("SELECT id, name FROM dbo.held_ext")).containsExactly("2.5|a");
        assertThat(permissions("held_ext")).containsExactly("GRANT SELECT readers");
        assertThat(statistics("held_ext")).containsExactly("s_id id");
        assertThat(WriteCell.of("SELECT 'a' AS name", "dbo.held_ext")
                        .external()
                        .mode(SaveMode.OVERWRITE)
                        .failure()
                        .what())
                .isEqualTo("Overwriting table [dbo].[held_ext] would lose the statistics s_id on column id");
        List<String> own = POOL.leftInPool();
        POOL.sql(
                "DROP EXTERNAL TABLE dbo.held_ext",
                "DROP EXTERNAL DATA SOURCE [" + own.get(0) + "]",
                "DROP EXTERNAL FILE FORMAT [" + own.get(1) + "]");
    }

    /** All that an overwrite keeps; the number of the object first. */
    private static List<String> facts() {
        List<String> facts = new ArrayList<>();
        POOL.query("SELECT OBJECT_ID('dbo.held')").forEach(id -> facts.add("object " + id));
        facts.addAll(permissions("held"));
        facts.addAll(statistics("held"));
        facts.addAll(POOL.query("SELECT d.distribution_policy_desc, c.name, h.distribution_ordinal FROM sys.tables t"
                + " JOIN sys.pdw_table_distribution_properties d ON d.object_id = t.object_id"
                + " LEFT JOIN sys.pdw_column_distribution_properties h ON h.object_id = t.object_id"
                + " AND h.distribution_ordinal > 0 LEFT JOIN sys.columns c ON c.object_id = t.object_id"
                + " AND c.column_id = h.column_id WHERE t.name = 'held' ORDER BY h.distribution_ordinal"));
        facts.addAll(POOL.query("SELECT i.type_desc, c.name, x.key_ordinal, x.column_store_order_ordinal,"
                + " x.partition_ordinal FROM sys.tables t JOIN sys.indexes i ON i.object_id = t.object_id"
                + " LEFT JOIN sys.index_columns x ON x.object_id = t.object_id AND (x.key_ordinal > 0 OR"
                + " x.column_store_order_ordinal > 0 OR x.partition_ordinal > 0) LEFT JOIN sys.columns c"
                + " ON c.object_id = t.object_id AND c.column_id = x.column_id WHERE t.name = 'held'"
                + " ORDER BY c.name, x.key_ordinal"));
        facts.addAll(POOL.query("SELECT v.value FROM sys.tables t JOIN sys.indexes i ON i.object_id = t.object_id"
                + " JOIN sys.partition_schemes s ON s.data_space_id = i.data_space_id"
                + " JOIN sys.partition_range_values v ON v.function_id = s.function_id WHERE t.name = 'held'"
                + " ORDER BY v.boundary_id"));
        return facts;
    }

    private static List<String> permissions(String table) {
        return POOL
                .query("SELECT p.state_desc, p.permission_name, g.name FROM sys.database_permissions p"
                        + " JOIN sys.database_principals g ON g.principal_id = p.grantee_principal_id"
                        + " WHERE p.major_id = OBJECT_ID('dbo." + table + "') ORDER BY g.name, p.permission_name")
                .stream()
                .map(row -> row.replace('|', ' '))
                .toList();
    }

    private static List<String> statistics(String table) {
        return POOL
                .query("SELECT x.name, c.name AS col FROM sys.stats x JOIN sys.stats_columns k"
                        + " ON k.object_id = x.object_id AND k.stats_id = x.stats_id JOIN sys.columns c"
                        + " ON c.object_id = k.object_id AND c.column_id = k.column_id"
                        + " WHERE x.object_id = OBJECT_ID('dbo." + table + "') ORDER BY x.name, k.stats_column_id")
                .stream()
                .map(row -> row.replace('|', ' '))
                .toList();
    }

    private static List<String> column(String name) {
        return POOL.query("SELECT DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, IS_NULLABLE FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_NAME = 'held' AND COLUMN_NAME = '" + name + "'");
    }
}
