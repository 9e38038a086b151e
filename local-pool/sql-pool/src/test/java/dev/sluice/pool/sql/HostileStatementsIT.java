package dev.sluice.pool.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.service.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Statements that are made to exhaust the pool: each gets its answer or an error, and the connection goes on. */
@Timeout(120)
class HostileStatementsIT {

    private static final int NESTED_TOO_DEEPLY = 191;

    private static final String LONG_EXPRESSION = "COALESCE(CASE WHEN DATALENGTH(s) <= 8000 THEN CAST(DATALENGTH(s) AS"
            + " nvarchar(10)) + N':' + CAST(s AS nvarchar(4000)) ELSE CONVERT(nvarchar(32), HASHBYTES('MD5', s), 2) END,"
            + " N'')";

    private static final String HASH_OF_SIXTEEN =
            "CONVERT(nvarchar(32), HASHBYTES('MD5', CONCAT(" + chain(LONG_EXPRESSION + ", N'|'", ", ", 16) + ")), 2)";

    @TempDir
    static Path folder;

    private static RunningService pool;
    private static Connection connection;

    @BeforeAll
    static void start() throws IOException, SQLException {
        SqlPoolMain main = new SqlPoolMain();
        Path lake = Files.createDirectories(folder.resolve("lake"));
        new CommandLine(main)
                .parseArgs(
                        "--data", folder.resolve("data").toString(),
                        "--lake", lake.toString(),
                        "--identity", folder.resolve("identity").toString(),
                        "--ready-file", folder.resolve("ready.json").toString(),
                        "--port", "0");
        pool = main.start();
        LocalIdentity identity = LocalIdentity.openOrCreate(folder.resolve("identity"));
        connection = DriverManager.getConnection(
                "jdbc:sqlserver://127.0.0.1:" + pool.port() + ";databaseName=sqlpool;encrypt=true;trustStore="
                        + identity.trustStoreFile() + ";trustStorePassword=" + LocalIdentity.TRUST_STORE_PASSWORD,
                "sluice",
                identity.sqlPassword().value());
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE dbo.n (x int NOT NULL, s varchar(10) NOT NULL) WITH (HEAP)");
            statement.execute("INSERT INTO dbo.n VALUES (1, 'a')");
        }
    }

    @AfterAll
    static void end() throws SQLException {
        connection.close();
        pool.close();
    }

    private static String chain(String term, String operator, int terms) {
        return String.join(operator, Collections.nCopies(terms, term));
    }

    private static String nested(String open, String core, String close, int levels) {
        return open.repeat(levels) + core + close.repeat(levels);
    }

    static Stream<Arguments> answered() {
        return Stream.of(
                Arguments.of("sums of 300", "SELECT " + chain("1", "+", 300), "300"),
                Arguments.of("sums of a column", "SELECT " + chain("x", "+", 300) + " FROM dbo.n", "300"),
                Arguments.of("joined texts", "SELECT LEN(" + chain("'a'", "+", 300) + ")", "300"),
                Arguments.of("800 terms", "SELECT " + chain("1", "+", 800), "800"),
                Arguments.of("4,000 terms", "SELECT " + chain("1", "+", 4000), "4000"),
                Arguments.of("4,000 factors", "SELECT " + chain("x", "*", 4000) + " FROM dbo.n", "1"),
                Arguments.of("900 joined texts", "SELECT LEN(" + chain("'a'", "+", 900) + ")", "900"),
                Arguments.of("4,000 joined texts", "SELECT LEN(" + chain("s", "+", 4000) + ") FROM dbo.n", "4000"),
                Arguments.of(
                        "a chain in a longer one",
                        "SELECT (1" + chain("+1", "", 60) + ")" + chain("+1", "", 2000),
                        "2061"),
                Arguments.of("parentheses", "SELECT " + nested("(", "1", ")", 350), "1"),
                Arguments.of(
                        "300 nested CASE",
                        "SELECT " + nested("CASE WHEN x = 2 THEN 1 ELSE ", "7", " END", 300) + " FROM dbo.n",
                        "7"),
                Arguments.of(
                        "CASE of CASE",
                        "SELECT " + nested("CASE ", "x", " WHEN 1 THEN 1 WHEN 2 THEN 2 END", 8) + " FROM dbo.n",
                        "1"),
                Arguments.of(
                        "ISNULL in ISNULL", "SELECT " + nested("ISNULL(NULL, ", "x", ")", 60) + " FROM dbo.n", "1"),
                Arguments.of(
                        "a hash of 1,024 long expressions, as a comparison of wide rows has it",
                        "SELECT DATALENGTH(HASHBYTES('MD5', CONCAT(" + chain(HASH_OF_SIXTEEN, ", ", 64)
                                + "))) FROM dbo.n",
                        "16"),
                Arguments.of(
                        "20,000 keys by OR", "SELECT COUNT(*) FROM dbo.n WHERE " + chain("x = 1", " OR ", 20_000), "1"),
                Arguments.of(
                        "20,000 conditions by AND",
                        "SELECT COUNT(*) FROM dbo.n WHERE " + chain("x = 1", " AND ", 20_000),
                        "1"),
                Arguments.of(
                        "300 derived tables",
                        "SELECT x FROM " + nested("(SELECT * FROM ", "dbo.n", ") AS q", 300),
                        "1"),
                Arguments.of(
                        "100 queries by UNION ALL",
                        "SELECT COUNT(*) FROM (" + chain("SELECT 1 AS a", " UNION ALL ", 100) + ") AS q",
                        "100"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answered")
    void answers(String what, String sql, String value) throws SQLException {
        assertThat(value(sql)).isEqualTo(value);
        assertThat(value("SELECT 1")).isEqualTo("1");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("800 terms whose operators take turns", "SELECT 1" + chain("+1-1", "", 400)),
                Arguments.of("100,000 terms", "SELECT " + chain("1", "+", 100_000)),
                Arguments.of("100,000 factors", "SELECT " + chain("1", "*", 100_000)),
                Arguments.of("2,000 parentheses", "SELECT " + nested("(", "1", ")", 2000)),
                Arguments.of(
                        "2,000 nested CASE", "SELECT " + nested("CASE WHEN 1 = 2 THEN 1 ELSE ", "7", " END", 2000)),
                Arguments.of("2,000 nested calls", "SELECT " + nested("ABS(", "1", ")", 2000)),
                Arguments.of(
                        "300 nested calls of several levels each",
                        "SELECT " + nested("ROUND(1.5 * (", "1", "), 2)", 300)),
                Arguments.of("2,000 signs", "SELECT " + "- ".repeat(2000) + "1"),
                Arguments.of("2,000 NOT", "SELECT 1 WHERE " + "NOT ".repeat(2000) + "1 = 1"),
                Arguments.of("2,000 COLLATE", "SELECT 'a'" + " COLLATE Latin1_General_BIN2".repeat(2000)),
                Arguments.of("2,000 zones", "SELECT SYSDATETIME()" + " AT TIME ZONE 'UTC'".repeat(2000)),
                Arguments.of("390 scalar queries", "SELECT " + nested("(SELECT ", "1", ")", 390)),
                Arguments.of(
                        "2,000 derived tables", "SELECT * FROM " + nested("(SELECT * FROM ", "dbo.n", ") AS q", 2000)),
                Arguments.of("2,000 queries by UNION", chain("SELECT 1", " UNION ", 2000)),
                Arguments.of("2,000 queries by INTERSECT", chain("SELECT 1", " INTERSECT ", 2000)),
                Arguments.of("2,000 joins", "SELECT 1 FROM dbo.n AS a" + " CROSS JOIN dbo.n".repeat(2000)),
                Arguments.of("2,000 joins before their ON", "SELECT 1 FROM dbo.n AS a" + " JOIN dbo.n".repeat(2000)),
                Arguments.of("2,000 IF", "IF 1 = 1 ".repeat(2000) + "SELECT 1"),
                Arguments.of("chains in chains", "SELECT " + nested("(", "1", chain("+1", "", 300) + ")", 300)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatIsNestedTooDeeply(String what, String sql) throws SQLException {
        SQLException refusal = catchThrowableOfType(SQLException.class, () -> value(sql));
        assertThat(refusal.getMessage()).contains("nested too deeply");
        assertThat(refusal.getErrorCode()).isEqualTo(NESTED_TOO_DEEPLY);
        assertThat(value("SELECT 1")).isEqualTo("1");
    }

    static Stream<Arguments> grown() {
        return Stream.of(
                Arguments.of("divisors", "SELECT " + nested("1 / (", "x", ")", 200) + " FROM dbo.n"),
                Arguments.of("NULLIF", "SELECT " + nested("NULLIF(", "x", ", 2)", 200) + " FROM dbo.n"),
                Arguments.of(
                        "CASE of CASE",
                        "SELECT " + nested("CASE ", "x", " WHEN 1 THEN 1 WHEN 2 THEN 2 END", 200) + " FROM dbo.n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grown")
    void refusesWhatDoublesWithEachLevel(String what, String sql) throws SQLException {
        SQLException refusal = catchThrowableOfType(SQLException.class, () -> value(sql));
        assertThat(refusal.getMessage()).contains("ran out of internal resources");
        assertThat(refusal.getErrorCode()).isEqualTo(8623);
        assertThat(value("SELECT 1")).isEqualTo("1");
    }

    @Test
    void refusesViewsThatDoubleWithEachLevel() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW dbo.v0 AS SELECT x FROM dbo.n");
            for (int i = 1; i <= 7; i++) {
                statement.execute("CREATE VIEW dbo.v" + i + " AS SELECT a.x FROM dbo.v" + (i - 1)
                        + " AS a CROSS JOIN dbo.v" + (i - 1) + " AS b");
            }
        }
        assertThat(value("SELECT x FROM dbo.v7")).isEqualTo("1");
        SQLException refusal = catchThrowableOfType(
                SQLException.class, () -> value("SELECT a.x FROM dbo.v7 AS a CROSS JOIN dbo.v7 AS b"));
        assertThat(refusal.getMessage()).isEqualTo("Too many table names in the query. The maximum allowable is 256.");
        assertThat(refusal.getErrorCode()).isEqualTo(106);
    }

    private static String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
