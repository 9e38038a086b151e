package dev.sluice.pool.sql.tds.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import com.microsoft.sqlserver.jdbc.SqlAuthenticationToken;
import dev.sluice.pool.identity.LocalIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as the Microsoft JDBC driver sees it. */
@Timeout(60)
class JdbcDriverIT {

    private static final FakeEngine ENGINE = new FakeEngine();

    @TempDir
    static Path identityFolder;

    private static LocalIdentity identity;
    private static TdsServer server;

    @BeforeAll
    static void startServer() throws IOException {
        identity = LocalIdentity.openOrCreate(identityFolder.resolve("identity"));
        server = TdsServer.start(
                ServerSettings.of(0, identity.serverTls(), "https://127.0.0.1/local"), ENGINE, new FakeAuthenticator());
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static String url(String options) {
        return "jdbc:sqlserver://127.0.0.1:" + server.port() + ";databaseName=sqlpool;loginTimeout=10;trustStore="
                + identity.trustStoreFile() + ";trustStorePassword=changeit;" + options;
    }

    private static Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(url("user=sluice;password=pässword€;" + options));
    }

    private static Connection connect() throws SQLException {
        return connect("encrypt=false");
    }

    private static int selectOne(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt=false", "encrypt=true", "encrypt=strict"})
    void logsInByPassword(String encryption) throws SQLException {
        try (Connection connection = connect(encryption)) {
            assertThat(selectOne(connection)).isOne();
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("Microsoft SQL Server");
            assertThat(connection.getCatalog()).isEqualTo("sqlpool");
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt=false", "encrypt=true", "encrypt=strict"})
    void refusesAWrongPassword(String encryption) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(url("user=sluice;password=wrong;" + encryption)))
                .withMessageContaining("Login failed for user 'sluice'.")
                .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(18456));
    }

    @Test
    void refusesAnUnknownDatabase() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(
                        url("user=sluice;password=pässword€;encrypt=false").replace("sqlpool", "nowhere")))
                .withMessageContaining("Cannot open database \"nowhere\" requested by the login.")
                .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(4060));
    }

    private static Connection connectWithToken(String token, String encryption) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("accessToken", token);
        return DriverManager.getConnection(url(encryption), properties);
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt=false", "encrypt=true", "encrypt=strict"})
    void logsInByAccessToken(String encryption) throws SQLException {
        try (Connection connection = connectWithToken("good", encryption)) {
            assertThat(selectOne(connection)).isOne();
            assertThat(ENGINE.log).contains("open principal sqlpool");
        }
    }

    @Test
    void saysThatATokenIsExpired() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connectWithToken("expired", "encrypt=true"))
                .withMessageContaining("Login failed for user '<token-identified principal>'. Token is expired.")
                .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(18456));
    }

    @Test
    void saysNoMoreOfABadTokenThanThatItIsRefused() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connectWithToken("bad", "encrypt=true"))
                .withMessageContaining("Login failed for user '<token-identified principal>'.")
                .withMessageNotContaining("signature");
    }

    @Test
    void tellsAClientWhereToGetAToken() throws SQLException {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setURL(url("encrypt=true"));
        List<String> asked = new ArrayList<>();
        source.setAccessTokenCallback((principal, service) -> {
            asked.add(principal);
            asked.add(service);
            return new SqlAuthenticationToken("good", 4_000_000_000_000L);
        });
        try (Connection connection = source.getConnection()) {
            assertThat(selectOne(connection)).isOne();
        }
        assertThat(asked).containsExactly("https://database.windows.net/", "https://127.0.0.1/local");
    }

    @Test
    void preparesOnceAndExecutesMoreOften() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("SELECT ?, ?")) {
            for (int i = 0; i < 4; i++) {
                statement.setInt(1, i);
                statement.setString(2, "value " + i);
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(i);
                    assertThat(rows.getString(2)).isEqualTo("value " + i);
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    @Test
    void preparesWithoutExecuting() throws SQLException {
        String options = "encrypt=false;prepareMethod=prepare;enablePrepareOnFirstPreparedStatementCall=true";
        try (Connection connection = connect(options);
                PreparedStatement statement = connection.prepareStatement("SELECT ?")) {
            for (int i = 0; i < 3; i++) {
                statement.setInt(1, i);
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void sendsABatchOfPreparedCallsInOneRequest() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("CHANGE 1; NOTE ?")) {
            for (int i = 0; i < 10; i++) {
                statement.setInt(1, i);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).hasSize(10).containsOnly(1);
        }
    }

    @Test
    void givesEachResultOfABatch() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT 7; CHANGE 3; PRINT hello; ROWS 2"))
                    .isTrue();
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
            }
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(3);
            assertThat(statement.getMoreResults()).isTrue();
            assertThat(statement.getWarnings().getMessage()).isEqualTo("hello");
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("text")).isNull();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("text")).isEqualTo("row 1 äöü€");
                assertThat(rows.next()).isFalse();
            }
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void staysUsableAfterErrors() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("FAIL it ?")) {
            for (int i = 0; i < 3; i++) {
                prepared.setInt(1, i);
                assertThatExceptionOfType(SQLServerException.class)
                        .isThrownBy(prepared::executeQuery)
                        .withMessage("it @P0")
                        .satisfies(e -> {
                            assertThat(e.getErrorCode()).isEqualTo(50001);
                            assertThat(e.getSQLServerError().getErrorState()).isEqualTo(3);
                            assertThat(e.getSQLServerError().getErrorSeverity()).isEqualTo(16);
                            assertThat(e.getSQLServerError().getLineNumber()).isEqualTo(7);
                        });
            }
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("FAIL x; ROWS 1"));
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("BUG"))
                    .withMessageContaining("Internal error of the local SQL pool");
            assertThat(selectOne(connection)).isOne();
        }
    }

    @Test
    void endsAResultWithAnErrorWhereAValueHasNoRoom() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("BAD ROW")) {
            assertThat(rows.next()).isTrue();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(rows::next)
                    .withMessageEndingWith("Column 'n' cannot be sent: Invalid tinyint: 256")
                    .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(8115));
            assertThat(selectOne(connection)).isOne();
        }
    }

    @Test
    void endsTheConnectionOnAFatalError() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("FATAL"))
                    .withMessageContaining("the end");
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> selectOne(connection));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt=false", "encrypt=true", "encrypt=strict"})
    void cancelsWhatHangs(String encryption) throws Exception {
        try (Connection connection = connect(encryption);
                Statement statement = connection.createStatement()) {
            ENGINE.hanging.drainPermits();
            CompletableFuture<Void> cancel = CompletableFuture.runAsync(() -> {
                ENGINE.hanging.acquireUninterruptibly();
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("HANG"))
                    .withMessageContaining("canceled");
            cancel.get(10, TimeUnit.SECONDS);
            assertThat(selectOne(connection)).isOne();
        }
    }

    @Test
    void cancelsInTheMiddleOfRows() throws SQLException {
        int before = ENGINE.rowsSent.get();
        try (Connection connection = connect("encrypt=false;responseBuffering=adaptive");
                Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("ROWS 50000000");
            for (int i = 0; i < 1000; i++) {
                assertThat(rows.next()).isTrue();
            }
            statement.cancel();
            assertThat(selectOne(connection)).isOne();
        }
        assertThat(ENGINE.rowsSent.get() - before).isLessThan(10_000_000);
    }

    @Test
    void stopsAStatementWhoseClientIsGone() throws Exception {
        ENGINE.hanging.drainPermits();
        ENGINE.ended.drainPermits();
        Connection connection = connect();
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("HANG");
            } catch (SQLException e) {
                // The connection was aborted, as is meant.
            }
        });
        assertThat(ENGINE.hanging.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        connection.abort(Runnable::run);
        assertThat(ENGINE.ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        running.get(10, TimeUnit.SECONDS);
    }

    @Test
    void endsAQueryByItsTimeout() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatExceptionOfType(SQLTimeoutException.class).isThrownBy(() -> statement.execute("HANG"));
            statement.setQueryTimeout(0);
            assertThat(selectOne(connection)).isOne();
        }
    }

    @Test
    void tellsOfTransactions() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRAN; CHANGE 1");
            statement.execute("COMMIT");
            statement.execute("USE other");
            assertThat(connection.getCatalog()).isEqualTo("other");
            assertThat(selectOne(connection)).isOne();
        }
    }

    @Test
    void passesProceduresOfTheCatalogOn() throws SQLException {
        try (Connection connection = connect();
                CallableStatement call = connection.prepareCall("{call sp_describe_first_result_set(?)}")) {
            call.setString(1, "SELECT 1");
            try (ResultSet rows = call.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("sp_describe_first_result_set");
                assertThat(rows.getString(2)).isEqualTo("[SELECT 1]");
            }
        }
        try (Connection connection = connect();
                CallableStatement call = connection.prepareCall("{call sp_missing}")) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(call::execute)
                    .withMessage("Could not find stored procedure 'sp_missing'.");
            assertThat(selectOne(connection)).isOne();
        }
    }

    @Test
    void refusesServerCursors() throws SQLException {
        try (Connection connection = connect();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeQuery("SELECT 1"))
                    .withMessageContaining("Server cursors (sp_cursoropen) are not supported");
            assertThat(selectOne(connection)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 32767})
    void carriesLongTextsInPacketsOfAnySize(int packetSize) throws SQLException {
        String text = "sluice €𝄞 ".repeat(100_000);
        byte[] bytes = new byte[1_000_000];
        Arrays.fill(bytes, (byte) 7);
        try (Connection connection = connect("encrypt=false;packetSize=" + packetSize);
                PreparedStatement statement = connection.prepareStatement("SELECT ?, ?, ?")) {
            statement.setString(1, text);
            statement.setBytes(2, bytes);
            statement.setString(3, "");
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(text);
                assertThat(rows.getBytes(2)).isEqualTo(bytes);
                assertThat(rows.getString(3)).isEmpty();
            }
        }
    }

    @Test
    void streamsManyRows() throws SQLException {
        try (Connection connection = connect("encrypt=true");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("ROWS 100000")) {
            int count = 0;
            while (rows.next()) {
                assertThat(rows.getInt(1)).isEqualTo(count);
                count++;
            }
            assertThat(count).isEqualTo(100_000);
        }
    }
}
