package dev.sluice.connector.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.jdbc.StatementWatch;
import dev.sluice.connector.settings.Resolver;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.sql.DedicatedPool;
import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.staging.OwnName;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way to publish, as a lost answer may have left it: before its statement, after it, and settled twice. */
final class SettlementIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final TransferId ID = new TransferId("20260101_000000_00000000000000aa");
    private static final TableName SHADOW = table(OwnName.of("new", ID));
    private static final TableName VOID = table(OwnName.of("void", ID));
    private static final TableName MARK = table(OwnName.of("mark", ID));
    private static final TableName TARGET = table("settled");
    private static final TableName ASIDE = table(OwnName.of("old", ID));

    private final Environment environment = Environment.of(POOL.spark());
    private final StagingArea area = area(environment);

    @AfterEach
    void dropsItsTables() {
        for (TableName table : List.of(SHADOW, VOID, MARK, TARGET, ASIDE)) {
            if (!POOL.query("SELECT name FROM sys.tables WHERE is_external = 0 AND name = '" + table.table() + "'")
                    .isEmpty()) {
                POOL.sql("DROP TABLE " + table.toSqlInDatabase());
            }
        }
        area.delete(area.folder(ID));
    }

    @Test
    void aRenameThatDidNotTakeEffectCannotAnyMore() {
        Publishing how = new Publishing.Rename(SHADOW, make(SHADOW, 1), TARGET);

        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);

        assertThat(names()).containsExactly(VOID.table());
    }

    @Test
    void aRenameIsKnownByTheObjectAndNotByTheName() {
        Publishing how = new Publishing.Rename(SHADOW, make(SHADOW, 1), TARGET);
        POOL.sql("RENAME OBJECT " + SHADOW.toSqlInDatabase() + " TO " + TARGET.table());
        assertThat(settle(how)).isEqualTo(Settlement.Finding.PUBLISHED);

        POOL.sql("DROP TABLE " + TARGET.toSqlInDatabase(), "CREATE TABLE " + TARGET.toSqlInDatabase() + " (a int)");
        assertThat(settle(how)).isEqualTo(Settlement.Finding.LOST);
    }

    @Test
    void aTableThatStoodAsideGetsItsNameBack() {
        long target = make(TARGET, 7);
        Publishing how = new Publishing.Replace(SHADOW, make(SHADOW, 1), TARGET, target, ASIDE);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
        assertThat(rows(TARGET)).containsExactly("7");

        POOL.sql("RENAME OBJECT " + TARGET.toSqlInDatabase() + " TO " + ASIDE.table());
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
        assertThat(rows(TARGET)).containsExactly("7");
        assertThat(names()).containsExactly(TARGET.table(), VOID.table());
    }

    @Test
    void aReplacedTableIsPublishedAfterTheSecondRename() {
        long target = make(TARGET, 7);
        Publishing how = new Publishing.Replace(SHADOW, make(SHADOW, 1), TARGET, target, ASIDE);
        POOL.sql(
                "RENAME OBJECT " + TARGET.toSqlInDatabase() + " TO " + ASIDE.table(),
                "RENAME OBJECT " + SHADOW.toSqlInDatabase() + " TO " + TARGET.table());

        assertThat(settle(how)).isEqualTo(Settlement.Finding.PUBLISHED);
        assertThat(rows(TARGET)).containsExactly("1");
    }

    @Test
    void aTableThatCannotGetItsNameBackIsKept() {
        Publishing how = new Publishing.Replace(SHADOW, make(SHADOW, 1), TARGET, make(TARGET, 7), ASIDE);
        POOL.sql("RENAME OBJECT " + TARGET.toSqlInDatabase() + " TO " + ASIDE.table());
        make(TARGET, 9);

        for (int i = 0; i < 2; i++) {
            assertThat(settled(how))
                    .isEqualTo(new Settlement.Settled(Settlement.Finding.NOT_PUBLISHED, Optional.of(ASIDE)));
        }
        assertThat(rows(TARGET)).containsExactly("9");
        assertThat(rows(ASIDE)).containsExactly("7");

        POOL.sql("DROP TABLE " + TARGET.toSqlInDatabase());
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
        assertThat(rows(TARGET)).containsExactly("7");
    }

    /** Whether readers are to see the former rows again nobody knows then. */
    @Test
    void aTableWhoseReplacementIsGoneIsKept() {
        Publishing how = new Publishing.Replace(SHADOW, make(SHADOW, 1), TARGET, make(TARGET, 7), ASIDE);
        POOL.sql(
                "RENAME OBJECT " + TARGET.toSqlInDatabase() + " TO " + ASIDE.table(),
                "DROP TABLE " + SHADOW.toSqlInDatabase());

        assertThat(settled(how)).isEqualTo(new Settlement.Settled(Settlement.Finding.LOST, Optional.of(ASIDE)));
        assertThat(rows(ASIDE)).containsExactly("7");
        POOL.sql("DROP TABLE " + ASIDE.toSqlInDatabase());
    }

    @Test
    void aSwitchIsKnownByTheEmptyShadow() {
        make(TARGET, 7);
        make(SHADOW, 1);
        Publishing how = new Publishing.Switch(SHADOW, TARGET, 1);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
        assertThat(rows(TARGET)).containsExactly("7");

        POOL.sql("DROP TABLE " + VOID.toSqlInDatabase());
        make(SHADOW, 1);
        POOL.sql("ALTER TABLE " + SHADOW.toSqlInDatabase() + " SWITCH TO " + TARGET.toSqlInDatabase()
                + " WITH (TRUNCATE_TARGET = ON)");
        assertThat(settle(how)).isEqualTo(Settlement.Finding.PUBLISHED);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.PUBLISHED);
        POOL.sql("DROP TABLE " + VOID.toSqlInDatabase());
        assertThat(settle(how)).isEqualTo(Settlement.Finding.LOST);
    }

    @Test
    void aSwitchOfNoRowsIsKnownByTheTarget() {
        make(TARGET, 7);
        make(SHADOW);
        Publishing how = new Publishing.Switch(SHADOW, TARGET, 0);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);

        POOL.sql("TRUNCATE TABLE " + TARGET.toSqlInDatabase());
        assertThat(settle(how)).isEqualTo(Settlement.Finding.PUBLISHED);
    }

    @Test
    void anInsertIsKnownByItsMark() {
        make(MARK);
        Publishing how = new Publishing.Insert(MARK, TARGET);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);

        POOL.sql("DROP TABLE " + VOID.toSqlInDatabase());
        make(MARK, 5);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.PUBLISHED);
        POOL.sql("DROP TABLE " + VOID.toSqlInDatabase());
        assertThat(settle(how)).isEqualTo(Settlement.Finding.LOST);
    }

    @Test
    void anExternalTableIsKnownByItsFolderAndAReplacedOneComesBack() {
        files("/settled/old", 7);
        files("/settled/new", 1);
        POOL.sql(
                "CREATE EXTERNAL DATA SOURCE settled_source WITH (TYPE = HADOOP, LOCATION = '" + container() + "')",
                format("settled_old"),
                format("settled_new"),
                external("/settled/old/", "settled_old"));
        try {
            ExternalTable old = new ExternalTable(TARGET, "/settled/old/", "settled_source", "settled_old");
            ExternalTable made = new ExternalTable(TARGET, "/settled/new/", "settled_source", "settled_new");
            Publishing how = new Publishing.Define(
                    made,
                    container() + "/staging/none",
                    container() + "/settled/new",
                    old,
                    List.of(new PoolColumn("a", PoolType.of(PoolType.Kind.BIGINT), true)),
                    null,
                    List.of());
            assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
            assertThat(rows(TARGET)).containsExactly("7");

            POOL.sql("DROP EXTERNAL TABLE " + TARGET.toSqlInDatabase());
            assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
            assertThat(rows(TARGET)).containsExactly("7");

            POOL.sql(
                    format("settled_new"),
                    "DROP EXTERNAL TABLE " + TARGET.toSqlInDatabase(),
                    external("/settled/new/", "settled_new"));
            assertThat(settle(how)).isEqualTo(Settlement.Finding.PUBLISHED);
            assertThat(rows(TARGET)).containsExactly("1");
        } finally {
            POOL.sql(
                    "DROP EXTERNAL TABLE " + TARGET.toSqlInDatabase(),
                    "DROP EXTERNAL FILE FORMAT settled_old",
                    "DROP EXTERNAL FILE FORMAT settled_new",
                    "DROP EXTERNAL DATA SOURCE settled_source");
            area.delete(new Path(container() + "/settled"));
        }
    }

    @Test
    void aFolderIsKnownByWhereItLies() {
        Path from = area.data(ID);
        Path to = new Path(container() + "/settled/moved");
        Publishing how = new Publishing.Move(from.toString(), to.toString());
        area.create(from);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.NOT_PUBLISHED);
        assertThat(area.exists(from)).isFalse();

        area.delete(area.folder(ID));
        assertThat(settle(how)).isEqualTo(Settlement.Finding.LOST);
        area.create(from);
        area.move(from, to);
        assertThat(settle(how)).isEqualTo(Settlement.Finding.PUBLISHED);
        area.delete(new Path(container() + "/settled"));
    }

    private Settlement.Finding settle(Publishing how) {
        Settlement.Settled settled = settled(how);
        assertThat(settled.kept()).isEmpty();
        return settled.finding();
    }

    private Settlement.Settled settled(Publishing how) {
        Resolver resolver = environment.resolver();
        PoolConnector pool = new PoolConnector(
                resolver.endpoint(new PoolAddress(null, null, null, null, null), null, null),
                environment.tokens(),
                StatementWatch.NONE);
        try (PoolSession session = pool.open(sql -> {})) {
            return new Settlement(new DedicatedPool(), area, session, ID, "dbo").settle(how);
        }
    }

    /** Makes a table with some rows, and returns its object id. */
    private static long make(TableName table, long... values) {
        POOL.sql("CREATE TABLE " + table.toSqlInDatabase() + " (a bigint) WITH (HEAP)");
        for (long value : values) {
            POOL.sql("INSERT INTO " + table.toSqlInDatabase() + " VALUES (" + value + ")");
        }
        return POOL.objectId(table);
    }

    private static List<String> rows(TableName table) {
        return POOL.query("SELECT a FROM " + table.toSqlInDatabase());
    }

    private static List<String> names() {
        return POOL.query(
                "SELECT name FROM sys.tables WHERE name = 'settled' OR name LIKE '%00000000000000aa' ORDER BY name");
    }

    private static void files(String folder, long value) {
        POOL.spark().range(value, value + 1).toDF("a").coalesce(1).write().parquet(container() + folder);
    }

    private static String format(String name) {
        return "CREATE EXTERNAL FILE FORMAT " + name + " WITH (FORMAT_TYPE = PARQUET)";
    }

    private static String external(String location, String format) {
        return "CREATE EXTERNAL TABLE " + TARGET.toSqlInDatabase() + " (a bigint) WITH (LOCATION = '" + location
                + "', DATA_SOURCE = settled_source, FILE_FORMAT = " + format + ")";
    }

    private static String container() {
        return "abfss://lake@sluicelocal.dfs.core.windows.net";
    }

    private static StagingArea area(Environment environment) {
        StagingPlace place = environment.resolver().staging(null, null, null);
        return StagingArea.open(place, environment.hadoop());
    }

    private static TableName table(String name) {
        return new TableName(null, "dbo", name);
    }
}
