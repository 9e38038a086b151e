package dev.sluice.pool.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.service.RunningService;
import dev.sluice.pool.identity.service.ServiceProcess;
import dev.sluice.pool.identity.token.TokenAudience;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The process as its clients see it: the real driver, the real engine, the real identity. */
@Timeout(120)
class SqlPoolMainIT {

    @TempDir
    Path folder;

    private String[] arguments(int port) throws IOException {
        Path lake = Files.createDirectories(folder.resolve("lake"));
        return List.of(
                        "--data", folder.resolve("data").toString(),
                        "--lake", lake.toString(),
                        "--identity", folder.resolve("identity").toString(),
                        "--ready-file", folder.resolve("ready.json").toString(),
                        "--port", Integer.toString(port))
                .toArray(new String[0]);
    }

    private RunningService start() throws IOException {
        SqlPoolMain main = new SqlPoolMain();
        new CommandLine(main).parseArgs(arguments(0));
        return main.start();
    }

    private LocalIdentity identity() throws IOException {
        return LocalIdentity.openOrCreate(folder.resolve("identity"));
    }

    private Connection connect(int port, Properties login) throws SQLException, IOException {
        return DriverManager.getConnection(
                "jdbc:sqlserver://127.0.0.1:" + port + ";databaseName=sqlpool;encrypt=true;trustStore="
                        + identity().trustStoreFile() + ";trustStorePassword="
                        + LocalIdentity.TRUST_STORE_PASSWORD,
                login);
    }

    private Properties password() throws IOException {
        Properties login = new Properties();
        login.setProperty("user", "sluice");
        login.setProperty("password", identity().sqlPassword().value());
        return login;
    }

    private Properties token(Duration age) throws IOException {
        Clock then = Clock.offset(Clock.systemUTC(), age.negated());
        Properties login = new Properties();
        login.setProperty(
                "accessToken",
                identity()
                        .tokenIssuer(1, Duration.ofHours(1), then)
                        .issue("sluice-spark", TokenAudience.SQL_POOL)
                        .value());
        return login;
    }

    @Test
    void keepsTablesOverARestartAndShowsThemToBothWaysOfLoggingIn() throws Exception {
        try (RunningService pool = start();
                Connection connection = connect(pool.port(), password());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE dbo.kept (id int NOT NULL, name nvarchar(50)) WITH (DISTRIBUTION = ROUND_ROBIN, HEAP)");
            assertThat(statement.executeUpdate("INSERT INTO dbo.kept VALUES (1, N'ž€')"))
                    .isOne();
        }
        try (RunningService pool = start();
                Connection connection = connect(pool.port(), token(Duration.ZERO));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, name FROM dbo.kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt("id")).isOne();
            assertThat(rows.getString("name")).isEqualTo("ž€");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void refusesAnExpiredToken() throws Exception {
        try (RunningService pool = start()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connect(pool.port(), token(Duration.ofHours(2))))
                    .withMessageContaining("Login failed for user '<token-identified principal>'. Token is expired.");
        }
    }

    @Test
    void cancelsARealQuery() throws Exception {
        try (RunningService pool = start();
                Connection connection = connect(pool.port(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE dbo.n (i bigint NOT NULL) WITH (HEAP)");
            statement.execute("INSERT INTO dbo.n VALUES " + "(1),".repeat(299) + "(2)");
            statement.setQueryTimeout(1);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeQuery("SELECT SUM(a.i * b.i * c.i % 7 * d.i * e.i) FROM dbo.n a"
                            + " CROSS JOIN dbo.n b CROSS JOIN dbo.n c CROSS JOIN dbo.n d CROSS JOIN dbo.n e"))
                    .withMessage("The query has timed out.");
            statement.setQueryTimeout(0);
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM dbo.n")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(300);
            }
        }
    }

    @Test
    void takesABulkCopy() throws Exception {
        try (RunningService pool = start();
                Connection connection = connect(pool.port(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE dbo.source (id int NOT NULL, name nvarchar(50), amount decimal(18,2),"
                    + " at datetime2(7)) WITH (HEAP)");
            statement.execute("CREATE TABLE dbo.target (id int NOT NULL, name nvarchar(50), amount decimal(18,2),"
                    + " at datetime2(7)) WITH (HEAP)");
            statement.execute("INSERT INTO dbo.source VALUES (1, N'ž€', 1.25, '2024-02-29 01:02:03'),"
                    + " (2, NULL, NULL, NULL), (3, N'', -0.01, '9999-12-31')");
            try (Connection other = connect(pool.port(), password());
                    Statement reading = other.createStatement();
                    ResultSet rows = reading.executeQuery("SELECT * FROM dbo.source");
                    SQLServerBulkCopy copy = new SQLServerBulkCopy(connection)) {
                copy.setDestinationTableName("dbo.target");
                copy.writeToServer(rows);
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT COUNT(*) FROM (SELECT * FROM dbo.source" + " INTERSECT SELECT * FROM dbo.target) same")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(3);
            }
        }
    }

    @Test
    void saysInOneLineThatItsPortIsTaken() throws Exception {
        try (RunningService pool = start()) {
            Path other = folder.resolve("other");
            String[] arguments = arguments(pool.port());
            arguments[1] = other.toString();
            StringWriter err = new StringWriter();
            assertThat(ServiceProcess.run(new SqlPoolMain(), arguments, new PrintWriter(err)))
                    .isEqualTo(ServiceProcess.EXIT_PORT_TAKEN);
            assertThat(err.toString())
                    .startsWith("Cannot start sql-pool: port " + pool.port() + " of 127.0.0.1 is taken")
                    .hasLineCount(1);
        }
    }

    @Test
    void saysInOneLineThatAnOptionIsMissing() {
        StringWriter err = new StringWriter();
        assertThat(ServiceProcess.run(new SqlPoolMain(), new String[] {"--port", "0"}, new PrintWriter(err)))
                .isEqualTo(ServiceProcess.EXIT_BAD_OPTIONS);
        assertThat(err.toString())
                .startsWith("sql-pool: Missing required options")
                .hasLineCount(1);
    }
}
