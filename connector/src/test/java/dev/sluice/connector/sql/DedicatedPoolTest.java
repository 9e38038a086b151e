package dev.sluice.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableName;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DedicatedPoolTest {

    private static final Statements POOL = new DedicatedPool();
    private static final TableName TABLE = new TableName("db", "d]o", "T1");
    private static final ExternalTable EXTERNAL =
            new ExternalTable(new TableName(null, "dbo", "ext"), "/staging/it's/", "source", "format");

    @Test
    void makesExternalObjects() {
        URI folder = URI.create("abfss://lake@acct.dfs.core.windows.net/staging");

        assertThat(POOL.createDataSource("source", folder, null))
                .isEqualTo("CREATE EXTERNAL DATA SOURCE [source] WITH (TYPE = HADOOP,"
                        + " LOCATION = 'abfss://lake@acct.dfs.core.windows.net')");
        assertThat(POOL.createDataSource("source", folder, "cred"))
                .isEqualTo("CREATE EXTERNAL DATA SOURCE [source] WITH (TYPE = HADOOP,"
                        + " LOCATION = 'abfss://lake@acct.dfs.core.windows.net', CREDENTIAL = [cred])");
        assertThat(POOL.createFileFormat("format"))
                .isEqualTo("CREATE EXTERNAL FILE FORMAT [format] WITH (FORMAT_TYPE = PARQUET,"
                        + " DATA_COMPRESSION = 'org.apache.hadoop.io.compress.SnappyCodec')");
        assertThat(POOL.createExternalTable(
                        EXTERNAL, List.of(new PoolColumn("a", PoolType.of(PoolType.Kind.INT), true))))
                .isEqualTo("CREATE EXTERNAL TABLE [dbo].[ext] ([a] int NULL) WITH (LOCATION = '/staging/it''s/',"
                        + " DATA_SOURCE = [source], FILE_FORMAT = [format], REJECT_TYPE = VALUE, REJECT_VALUE = 0)");
        assertThat(POOL.export(EXTERNAL, "SELECT 1 AS a OPTION (LABEL = N'it''s')"))
                .isEqualTo("CREATE EXTERNAL TABLE [dbo].[ext] WITH (LOCATION = '/staging/it''s/',"
                        + " DATA_SOURCE = [source], FILE_FORMAT = [format]) AS SELECT 1 AS a"
                        + " OPTION (LABEL = N'it''s')");
    }

    @Test
    void dropsWhatItMakes() {
        assertThat(POOL.drop(PoolObject.externalTable(EXTERNAL.name()))).isEqualTo("DROP EXTERNAL TABLE [dbo].[ext]");
        assertThat(POOL.drop(PoolObject.fileFormat("f"))).isEqualTo("DROP EXTERNAL FILE FORMAT [f]");
        assertThat(POOL.drop(PoolObject.dataSource("s"))).isEqualTo("DROP EXTERNAL DATA SOURCE [s]");
        assertThat(POOL.drop(PoolObject.table(TABLE))).isEqualTo("DROP TABLE [d]]o].[T1]");
    }

    @ParameterizedTest
    @EnumSource(PoolObject.Kind.class)
    void namesAnObjectByASchemaIfItIsATable(PoolObject.Kind kind) {
        boolean table = kind == PoolObject.Kind.TABLE || kind == PoolObject.Kind.EXTERNAL_TABLE;

        assertThatThrownBy(() -> new PoolObject(kind, table ? null : "dbo", "o"))
                .hasMessage("Invalid object 'o': a " + kind + (table ? " needs a schema" : " has no schema"));
    }

    @Test
    void makesTablesOfEveryLayout() {
        assertThat(POOL.createTableAs(TABLE, Layout.DEFAULT, "SELECT 1 AS a", null))
                .isEqualTo("CREATE TABLE [d]]o].[T1] WITH (DISTRIBUTION = ROUND_ROBIN, CLUSTERED COLUMNSTORE INDEX)"
                        + " AS SELECT 1 AS a");
        assertThat(POOL.createTable(
                        TABLE,
                        List.of(
                                new ColumnDefinition(new PoolColumn("a", PoolType.decimal(9, 2), false), null),
                                new ColumnDefinition(
                                        new PoolColumn("b", PoolType.of(PoolType.Kind.NVARCHAR, 7), true),
                                        "Latin1_General_BIN2")),
                        new Layout(
                                new Placement.Hash(List.of("a", "b")),
                                new Storage.Clustered(List.of(
                                        new Storage.Key("a", Storage.Direction.ASC),
                                        new Storage.Key("b", Storage.Direction.DESC))))))
                .isEqualTo("CREATE TABLE [d]]o].[T1] ([a] decimal(9,2) NOT NULL,"
                        + " [b] nvarchar(7) COLLATE Latin1_General_BIN2 NULL)"
                        + " WITH (DISTRIBUTION = HASH([a], [b]), CLUSTERED INDEX ([a], [b] DESC))");
        assertThat(POOL.createTableAs(
                        TABLE,
                        new Layout(
                                Placement.of(new Distribution.Hash("x]")), new Storage.Columnstore(List.of("a", "b"))),
                        "SELECT 1 AS a",
                        null))
                .isEqualTo("CREATE TABLE [d]]o].[T1] WITH (DISTRIBUTION = HASH([x]]]),"
                        + " CLUSTERED COLUMNSTORE INDEX ORDER ([a], [b])) AS SELECT 1 AS a");
        assertThat(POOL.createTableAs(
                        TABLE,
                        new Layout(Placement.of(new Distribution.Replicate()), Storage.of(new TableIndex.Heap())),
                        "SELECT 1 AS a",
                        "l"))
                .isEqualTo("CREATE TABLE [d]]o].[T1] WITH (DISTRIBUTION = REPLICATE, HEAP) AS SELECT 1 AS a"
                        + " OPTION (LABEL = N'l')");
    }

    @Test
    void publishesRows() {
        TableName shadow = new TableName(null, "dbo", "new");
        TableName target = new TableName("db", "dbo", "t");

        assertThat(POOL.insert(target, List.of("a", "b"), "SELECT [a], [b] FROM [dbo].[ext]", null))
                .isEqualTo("INSERT INTO [dbo].[t] ([a], [b]) SELECT [a], [b] FROM [dbo].[ext]");
        assertThat(POOL.replaceRows(shadow, target))
                .isEqualTo("ALTER TABLE [dbo].[new] SWITCH TO [dbo].[t] WITH (TRUNCATE_TARGET = ON)");
        assertThat(POOL.rename(shadow, "t")).isEqualTo("RENAME OBJECT [dbo].[new] TO [t]");
    }

    @Test
    void givesATableWhatAnotherHad() {
        TableName shadow = new TableName(null, "dbo", "new");

        assertThat(POOL.grant(new Permission(Permission.State.GRANT, "SELECT", "m]y", null), shadow))
                .isEqualTo("GRANT SELECT ON [dbo].[new] TO [m]]y]");
        assertThat(POOL.grant(
                        new Permission(Permission.State.GRANT_WITH_GRANT_OPTION, "VIEW DEFINITION", "r", null), shadow))
                .isEqualTo("GRANT VIEW DEFINITION ON [dbo].[new] TO [r] WITH GRANT OPTION");
        assertThat(POOL.grant(new Permission(Permission.State.DENY, "SELECT", "r", "a b"), shadow))
                .isEqualTo("DENY SELECT ([a b]) ON [dbo].[new] TO [r]");
        assertThat(POOL.createStatistics(new TableStatistics("s", List.of("a", "b"), "([a]>(1))"), shadow))
                .isEqualTo("CREATE STATISTICS [s] ON [dbo].[new] ([a], [b]) WHERE ([a]>(1))");
        assertThat(POOL.dropStatistics("s", shadow)).isEqualTo("DROP STATISTICS [dbo].[new].[s]");
        assertThat(POOL.alterColumn(
                        new ColumnDefinition(
                                new PoolColumn("a", PoolType.of(PoolType.Kind.VARCHAR, 32), false), "Turkish_CI_AS"),
                        shadow))
                .isEqualTo("ALTER TABLE [dbo].[new] ALTER COLUMN [a] varchar(32) COLLATE Turkish_CI_AS NOT NULL");
    }

    @Test
    void convertsColumns() {
        PoolColumn text = new PoolColumn("a", PoolType.of(PoolType.Kind.NVARCHAR, 16), true);
        PoolColumn shorter = new PoolColumn("A]", PoolType.of(PoolType.Kind.VARCHAR, 8), true);

        assertThat(POOL.converted(text, new ColumnDefinition(text, null))).isEqualTo("[a]");
        assertThat(POOL.converted(text, new ColumnDefinition(new PoolColumn("b", text.type(), false), null)))
                .isEqualTo("[a] AS [b]");
        assertThat(POOL.converted(text, new ColumnDefinition(shorter, null)))
                .isEqualTo("CAST([a] AS varchar(8)) AS [A]]]");
        assertThat(POOL.converted(text, new ColumnDefinition(text, "Latin1_General_BIN2")))
                .isEqualTo("CAST([a] AS nvarchar(16)) COLLATE Latin1_General_BIN2 AS [a]");
    }

    @Test
    void selects() {
        assertThat(POOL.select(List.of("[a]", "[b]"), "[dbo].[t]", null, null))
                .isEqualTo("SELECT [a], [b] FROM [dbo].[t]");
        assertThat(POOL.select(List.of("*"), "[dbo].[t]", "a = 1", 5L))
                .isEqualTo("SELECT TOP (5) * FROM [dbo].[t] WHERE a = 1");
    }

    @Test
    void asksTheCatalogByNameAndNotByText() {
        TableName odd = new TableName(null, "dbo", "it's");

        assertThat(POOL.tableKind(odd)).endsWith("WHERE s.name = N'dbo' AND t.name = N'it''s'");
        assertThat(POOL.columnTraits(odd)).endsWith("WHERE s.name = N'dbo' AND t.name = N'it''s'");
        assertThat(POOL.placement(odd))
                .endsWith("WHERE s.name = N'dbo' AND t.name = N'it''s' ORDER BY h.distribution_ordinal");
        assertThat(POOL.seesPermissions(odd))
                .isEqualTo("SELECT CASE WHEN HAS_PERMS_BY_NAME(N'[dbo].[it''s]', 'OBJECT', 'VIEW DEFINITION') = 1 AND"
                        + " HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION') = 1 THEN 1 ELSE 0 END AS sees");
        assertThat(POOL.externalPlace(odd)).endsWith("WHERE s.name = N'dbo' AND t.name = N'it''s'");
    }
}
