package dev.sluice.pool.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultFolder;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.JournalEntry.Event;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.pool.identity.service.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What the Microsoft JDBC driver makes of lost answers: the real driver and the real engine, with the switch between. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlPoolFaultsIT {

    /** What JDBC calls a broken connection. */
    private static final String BROKEN = "08S01";

    private static final String NO_ANSWER = "SQL Server did not return a response. The connection has been closed.";

    private final Path folder;
    private final FaultFolder faults;
    private final LocalIdentity identity;
    private RunningService pool;

    SqlPoolFaultsIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        faults = new FaultFolder(folder.resolve("faults"));
        Files.createDirectories(folder.resolve("lake"));
        pool = start(0);
        identity = LocalIdentity.openOrCreate(folder.resolve("identity"));
    }

    private RunningService start(int port) throws IOException {
        SqlPoolMain main = new SqlPoolMain();
        new CommandLine(main)
                .parseArgs(
                        "--data", folder.resolve("data").toString(),
                        "--lake", folder.resolve("lake").toString(),
                        "--identity", folder.resolve("identity").toString(),
                        "--ready-file", folder.resolve("ready.json").toString(),
                        "--port", Integer.toString(port),
                        "--faults", faults.path().toString());
        return main.start();
    }

    @BeforeEach
    void makeTable() throws Exception {
        try (Connection connection = connect("")) {
            run(connection, "CREATE TABLE dbo.t (id int NOT NULL) WITH (HEAP)");
        }
    }

    @AfterEach
    void dropTable() throws Exception {
        faults.write(List.of());
        try (Connection connection = connect("")) {
            run(connection, "DROP TABLE dbo.t");
        }
    }

    @AfterAll
    void stop() {
        pool.close();
    }

    private Connection connect(String options) throws SQLException, IOException {
        return DriverManager.getConnection("jdbc:sqlserver://127.0.0.1:" + pool.port()
                + ";databaseName=sqlpool;encrypt=true;trustStore=" + identity.trustStoreFile()
                + ";trustStorePassword=" + LocalIdentity.TRUST_STORE_PASSWORD + ";user=sluice;password="
                + identity.sqlPassword().value() + ";applicationName=test;" + options);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int rows() throws SQLException, IOException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM dbo.t")) {
            assertThat(count.next()).isTrue();
            return count.getInt(1);
        }
    }

    /** Numbers of the requests that have this in their text. */
    private Set<Long> requests(String text) throws IOException {
        return faults.journal().stream()
                .filter(entry -> entry.attributes().getOrDefault("text", "").contains(text))
                .map(JournalEntry::request)
                .collect(Collectors.toSet());
    }

    private void assertBroken(Connection connection, String sql) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(connection, sql))
                .withMessage(NO_ANSWER)
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(BROKEN))
                .satisfies(e -> assertThat(e.getErrorCode()).isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE, 0, encrypt=true", "DURING, 1, encrypt=true", "AFTER, 1, encrypt=true",
        "BEFORE, 0, encrypt=strict", "DURING, 1, encrypt=strict", "AFTER, 1, encrypt=strict",
        "BEFORE, 0, encrypt=false", "DURING, 1, encrypt=false", "AFTER, 1, encrypt=false",
        "BEFORE, 0, connectRetryCount=3", "DURING, 1, connectRetryCount=3", "AFTER, 1, connectRetryCount=3",
    })
    void aCutIsOneErrorWhateverItsMomentAndNothingIsSentTwice(Moment moment, int rows, String option) throws Exception {
        faults.write(
                List.of(FaultRule.of(moment + option, new Fault.Cut(moment)).where("text", "^INSERT INTO dbo.t")));
        Set<Long> before = requests("INSERT INTO dbo.t");
        try (Connection connection = connect(option)) {
            assertBroken(connection, "INSERT INTO dbo.t VALUES (1)");
            assertThat(connection.isClosed()).isTrue();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> run(connection, "SELECT 1"))
                    .withMessage("The connection is closed.");
        }
        Set<Long> sent = requests("INSERT INTO dbo.t");
        sent.removeAll(before);
        assertThat(sent).hasSize(1);
        if (moment == Moment.DURING) {
            faults.await(
                    entry -> sent.contains(entry.request()) && entry.event() == Event.EXECUTED, Duration.ofSeconds(10));
        }
        assertThat(rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, 0", "DURING, 1", "AFTER, 1"})
    void aCommitIsLostOrNot(Moment moment, int rows) throws Exception {
        faults.write(
                List.of(FaultRule.of("commit" + moment, new Fault.Cut(moment)).where("text", "COMMIT")));
        try (Connection connection = connect("")) {
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO dbo.t VALUES (1)");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(connection::commit)
                    .withMessage(NO_ANSWER)
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(BROKEN));
        }
        if (moment == Moment.DURING) {
            faults.await(
                    entry -> entry.rule().equals("commit" + moment) && entry.event() == Event.EXECUTED,
                    Duration.ofSeconds(10));
        }
        assertThat(rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, connectRetryCount=0", "AFTER, connectRetryCount=0", "AFTER, connectRetryCount=1"})
    void aLoginWhoseAnswerIsLostIsTriedOnceMoreByTheDriverItself(Moment moment, String option) throws Exception {
        Fault cut = new Fault.Cut(moment);
        faults.write(List.of(FaultRule.of("once" + moment + option, cut).where("kind", "login")));
        connect(option).close();
        faults.write(List.of(FaultRule.of("always" + moment + option, cut)
                .where("kind", "login")
                .striking(99)));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect(option).close())
                .withMessageStartingWith(NO_ANSWER)
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(BROKEN));
        assertThat(faults.journal())
                .filteredOn(entry -> entry.event() == Event.CUT && entry.rule().equals("always" + moment + option))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER"})
    void anErrorOfARuleLooksAsOneOfTheServer(Moment moment) throws Exception {
        faults.write(List.of(FaultRule.of("fail" + moment, new Fault.Fail(moment, 40613, "It is not available."))
                .where("text", "^INSERT")));
        try (Connection connection = connect("")) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> run(connection, "INSERT INTO dbo.t VALUES (1)"))
                    .withMessage("It is not available.")
                    .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(40613));
            run(connection, "SELECT 1");
        }
        assertThat(rows()).isEqualTo(moment == Moment.AFTER ? 1 : 0);
    }

    /** The moments at which a user cancels, told by the error alone: it is the same for all three. */
    @ParameterizedTest
    @CsvSource({"BEFORE, 0", "DURING, 1", "AFTER, 1"})
    void aCancelledStatementMayHaveHadItsEffect(Moment moment, int rows) throws Exception {
        String name = "cancel" + moment;
        faults.write(List.of(FaultRule.of(name, new Fault.Pause(moment)).where("text", "^INSERT")));
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            CompletableFuture<Integer> update = inBackground(statement);
            faults.await(entry -> entry.rule().equals(name) && entry.event() == Event.PAUSED, Duration.ofSeconds(10));
            statement.cancel();
            if (moment == Moment.DURING) {
                faults.write(List.of());
            }
            assertThat(update)
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(SQLException.class)
                    .withMessage("The query was canceled.")
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("HY008"));
            assertThat(connection.isClosed()).isFalse();
        }
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void aTimedOutStatementMayHaveHadItsEffect() throws Exception {
        faults.write(
                List.of(FaultRule.of("timeout", new Fault.Pause(Moment.AFTER)).where("text", "^INSERT")));
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatExceptionOfType(SQLTimeoutException.class)
                    .isThrownBy(() -> statement.executeUpdate("INSERT INTO dbo.t VALUES (1)"))
                    .withMessage("The query has timed out.");
        }
        assertThat(rows()).isOne();
    }

    @Test
    void anInterruptedThreadWaitsForItsAnswerAllTheSame() throws Exception {
        faults.write(List.of(
                FaultRule.of("interrupt", new Fault.Pause(Moment.BEFORE)).where("text", "^INSERT")));
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            CompletableFuture<Integer> update = new CompletableFuture<>();
            Thread thread = new Thread(() -> complete(update, statement), "interrupted");
            thread.start();
            faults.await(
                    entry -> entry.rule().equals("interrupt") && entry.event() == Event.PAUSED, Duration.ofSeconds(10));
            thread.interrupt();
            faults.write(List.of());
            assertThat(update.get(10, TimeUnit.SECONDS)).isOne();
            thread.join(10_000);
        }
        assertThat(rows()).isOne();
    }

    /** The pool stands in for one that does not offer session recovery: FIDELITY.md. */
    @Test
    void aConnectionThatBrokeWhileItWasIdleIsNotMadeAnew() throws Exception {
        try (Connection connection = connect("connectRetryCount=3")) {
            run(connection, "SELECT 1");
            int port = pool.port();
            pool.close();
            pool = start(port);
            assertBroken(connection, "INSERT INTO dbo.t VALUES (1)");
        }
        assertThat(requests("INSERT INTO dbo.t")).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void theJournalHoldsTheSequenceOfARunAndNoSecret() throws Exception {
        Set<Long> before = requests("");
        try (Connection connection = connect("")) {
            run(connection, "CREATE LOGIN joe WITH PASSWORD = 'Hidden!1'");
            run(connection, "INSERT INTO dbo.t VALUES (1)");
        }
        assertThat(faults.journal())
                .filteredOn(entry -> entry.event() == Event.ARRIVED && !before.contains(entry.request()))
                .extracting(entry -> entry.attributes().get("kind") + ": "
                        + entry.attributes().get("text"))
                .containsExactly(
                        "login: ",
                        "batch: CREATE LOGIN joe WITH PASSWORD = '***'",
                        "batch: INSERT INTO dbo.t VALUES (1)");
        assertThat(faults.path().resolve("journal.jsonl")).content().doesNotContain("Hidden!1");
        assertThat(rows()).isOne();
    }

    private static CompletableFuture<Integer> inBackground(Statement statement) {
        CompletableFuture<Integer> update = new CompletableFuture<>();
        return update.completeAsync(() -> {
            try {
                return statement.executeUpdate("INSERT INTO dbo.t VALUES (1)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void complete(CompletableFuture<Integer> update, Statement statement) {
        try {
            update.complete(statement.executeUpdate("INSERT INTO dbo.t VALUES (1)"));
        } catch (SQLException e) {
            update.completeExceptionally(e);
        }
    }
}
