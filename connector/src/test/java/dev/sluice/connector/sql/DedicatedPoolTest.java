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
                        List.of(new PoolColumn("a", PoolType.decimal(9, 2), false)),
                        new Layout(new Distribution.Hash("a"), new TableIndex.Clustered("a"))))
                .isEqualTo("CREATE TABLE [d]]o].[T1] ([a] decimal(9,2) NOT NULL)"
                        + " WITH (DISTRIBUTION = HASH([a]), CLUSTERED INDEX ([a]))");
        assertThat(POOL.createTableAs(
                        TABLE, new Layout(new Distribution.Replicate(), new TableIndex.Heap()), "SELECT 1 AS a", "l"))
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
        assertThat(POOL.layout(odd)).endsWith("WHERE s.name = N'dbo' AND t.name = N'it''s'");
        assertThat(POOL.externalPlace(odd)).endsWith("WHERE s.name = N'dbo' AND t.name = N'it''s'");
    }
}
