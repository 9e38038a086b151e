package dev.sluice.pool.sql.tds.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, token by token, for good requests and bad ones. */
@Timeout(60)
class TdsServerTest {

    private static final int MAX_CONNECTIONS = 4;
    private static final int MAX_REQUEST = 1000;

    private final FakeEngine engine = new FakeEngine();
    private TdsServer server;

    @BeforeEach
    void start() throws Exception {
        server = start(Duration.ofSeconds(20));
    }

    private TdsServer start(Duration loginTimeout) throws IOException, NoSuchAlgorithmException {
        return start(loginTimeout, Duration.ofHours(1));
    }

    private TdsServer start(Duration loginTimeout, Duration patience) throws IOException, NoSuchAlgorithmException {
        ServerSettings settings = new ServerSettings(
                0,
                SSLContext.getDefault(),
                "https://tokens",
                MAX_CONNECTIONS,
                MAX_CONNECTIONS,
                loginTimeout,
                new RequestLimits(MAX_REQUEST, 200, 900, patience));
        return TdsServer.start(settings, engine, new FakeAuthenticator());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private RawClient client() throws IOException {
        return RawClient.loggedIn(server.port());
    }

    @Test
    void answersALogin() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            assertThat(HexFormat.of().formatHex(client.prelogin(2)))
                    .isEqualTo("00001a00060100200001020021000103002200000400220001ff0c0007d00000020000");
            assertThat(client.login(RawClient.login(RawClient.V7_4, "sluice", "pässword€")))
                    .containsExactly(
                            "ENVCHANGE 1 sqlpool < master",
                            "INFO 5701/10/1 line 1: Changed database context to 'sqlpool'.",
                            "ENVCHANGE 7",
                            "ENVCHANGE 2 us_english < ",
                            "INFO 5703/10/1 line 1: Changed language setting to us_english.",
                            "LOGINACK 74000004 Microsoft SQL Server",
                            "ENVCHANGE 4 4096 < 4096",
                            "DONE");
        }
    }

    @Test
    void refusesAWrongPasswordAndEndsTheConnection() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.prelogin(2);
            assertThat(client.login(RawClient.login(RawClient.V7_4, "ıo'", "x")))
                    .containsExactly("ERROR 18456/14/1 line 1: Login failed for user 'ıo''.", "DONE error");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void saysByItsStateThatALoginIsPaused() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.prelogin(2);
            assertThat(client.login(RawClient.login(RawClient.V7_4, "paused", "x")))
                    .containsExactly("ERROR 18456/14/113 line 1: Login failed for user 'paused'.", "DONE error");
        }
    }

    @Test
    void refusesAnOldProtocolInItsOwnLayout() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            assertThat(client.login(RawClient.login(RawClient.V7_1, "sluice", "pässword€")))
                    .containsExactly(
                            "ERROR 18456/14/1 line 1: Login failed. The client speaks a TDS older than 7.2."
                                    + " Use a driver of SQL Server 2005 or later.",
                            "DONE error");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void refusesWindowsLogins() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.prelogin(2);
            byte[] login = RawClient.login(RawClient.V7_4, "", "");
            login[25] = (byte) 0x80;
            assertThat(client.login(login).get(0))
                    .isEqualTo("ERROR 18456/14/1 line 1: Login failed. Windows authentication is not supported."
                            + " Use a SQL login or an access token.");
        }
    }

    @Test
    void refusesOneConnectionTooMany() throws IOException {
        RawClient[] clients = new RawClient[MAX_CONNECTIONS];
        try {
            for (int i = 0; i < clients.length; i++) {
                clients[i] = client();
            }
            try (RawClient client = new RawClient(server.port())) {
                client.prelogin(2);
                assertThat(client.login(RawClient.login(RawClient.V7_4, "sluice", "pässword€")))
                        .containsExactly(
                                "ERROR 10928/16/1 line 1: The session limit of the local SQL pool is 4 and has been"
                                        + " reached. Close sessions that are not in use.",
                                "DONE error");
            }
        } finally {
            for (RawClient client : clients) {
                if (client != null) {
                    client.close();
                }
            }
        }
    }

    @Test
    void letsClientsInWhileOthersKeepSilent() throws IOException {
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_CONNECTIONS * 2; i++) {
                silent.add(new RawClient(server.port()));
            }
            try (RawClient client = client()) {
                assertThat(client.batch("SELECT 1")).hasSize(3);
            }
        } finally {
            for (RawClient each : silent) {
                each.close();
            }
        }
    }

    @Test
    void endsAConnectionThatDoesNotLogIn() throws Exception {
        try (TdsServer impatient = start(Duration.ofMillis(100));
                RawClient silent = new RawClient(impatient.port());
                RawClient slow = new RawClient(impatient.port())) {
            slow.prelogin(2);
            assertThat(silent.isEnded()).isTrue();
            assertThat(slow.isEnded()).isTrue();
        }
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        ServerSettings settings = ServerSettings.of(server.port(), SSLContext.getDefault(), "");
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> TdsServer.start(settings, engine, new FakeAuthenticator()));
    }

    @Test
    void answersABatchWithAllItsResults() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.batch("SELECT 5; PRINT hello; CHANGE 2; USE other; NOTE x"))
                    .containsExactly(
                            "COLUMNS [ INT]",
                            "ROW [5]",
                            "DONE more 1",
                            "INFO 0/0/1 line 1: hello",
                            "DONE more",
                            "DONE more 2",
                            "ENVCHANGE 1 other < sqlpool",
                            "INFO 5701/10/1 line 1: Changed database context to 'other'.",
                            "DONE more",
                            "DONE");
            assertThat(client.batch("")).containsExactly("DONE");
            assertThat(client.batch("ROWS 2")).contains("ROW [0, null]", "ROW [1, row 1 äöü€]");
        }
    }

    @Test
    void answersAnErrorAndGoesOn() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.batch("CHANGE 1; FAIL no"))
                    .containsExactly("DONE more 1", "ERROR 50001/16/3 line 7: no", "DONE error");
            assertThat(client.batch("BUG"))
                    .containsExactly(
                            "ERROR 50000/17/1 line 1: Internal error of the local SQL pool:"
                                    + " java.lang.IllegalStateException: a bug",
                            "DONE error");
            assertThat(client.batch("SELECT 1")).hasSize(3);
            assertThat(client.batch("FATAL")).containsExactly("ERROR 50002/20/1 line 1: the end", "DONE error");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void tellsOfTransactionsWithTheirNumber() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.batch("BEGIN TRAN")).containsExactly("BEGUN 1", "DONE");
            assertThat(client.batch("CHANGE 1")).containsExactly("DONE 1");
            assertThat(client.batch("COMMIT")).containsExactly("COMMITTED 1", "DONE");
        }
    }

    private static byte[] transaction(String hex) {
        return RawClient.requestBytes(HexFormat.of().parseHex(hex));
    }

    @Test
    void doesWhatTheTransactionManagerIsAskedFor() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.request(0x0E, transaction("0500" + "02" + "00"))).containsExactly("BEGUN 1", "DONE");
            assertThat(client.request(0x0E, transaction("0500" + "00" + "00")))
                    .containsExactly("ERROR 111212/16/1 line 1: Nested transactions are not supported.", "DONE error");
            assertThat(client.request(0x0E, transaction("0900" + "00")))
                    .containsExactly(
                            "ERROR 111214/16/1 line 1: Savepoints are not supported by a dedicated SQL pool.",
                            "DONE error");
            assertThat(client.request(0x0E, transaction("0000" + "0000")))
                    .containsExactly(
                            "ERROR 3914/16/1 line 1: Distributed transactions are not supported by a dedicated"
                                    + " SQL pool.",
                            "DONE error");
            assertThat(client.request(0x0E, transaction("0700" + "00" + "01" + "00" + "00")))
                    .containsExactly("COMMITTED 1", "BEGUN 2", "DONE");
            assertThat(client.request(0x0E, transaction("0800" + "00" + "00")))
                    .containsExactly("ROLLED BACK 2", "DONE");
        }
    }

    @Test
    void answersAnAttentionWhenNothingRuns() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.request(6, new byte[0])).containsExactly("DONE attention");
            assertThat(client.batch("SELECT 1")).hasSize(3);
        }
    }

    @Test
    void cancelsWithTwoAnswers() throws Exception {
        try (RawClient client = client()) {
            client.send(1, RawClient.batchBytes("CHANGE 1; HANG; CHANGE 2"));
            assertThat(engine.hanging.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            client.send(6, new byte[0]);
            assertThat(client.answer()).containsExactly("DONE more 1", "DONE error");
            assertThat(client.answer()).containsExactly("DONE attention");
            assertThat(client.batch("SELECT 1")).hasSize(3);
        }
    }

    @Test
    void dropsARequestThatAnAttentionInterrupts() throws IOException {
        try (RawClient client = client()) {
            client.packet(1, 0, RawClient.batchBytes("NOTE never"));
            client.send(6, new byte[0]);
            assertThat(client.answer()).containsExactly("DONE attention");
            assertThat(client.batch("SELECT 1")).hasSize(3);
            assertThat(engine.log).doesNotContain("note never");
        }
    }

    private static String padded(String statement, int length) {
        return statement + " ".repeat(length - statement.length());
    }

    private static final List<String> NO_ROOM = List.of(
            "ERROR 701/17/1 line 1: There is insufficient system memory in the pool to run this query.", "DONE error");

    @Test
    void refusesALongRequestWhileOthersHoldTheMemory() throws Exception {
        try (RawClient one = client();
                RawClient other = client()) {
            one.send(1, RawClient.batchBytes(padded("HANG", 400)));
            assertThat(engine.hanging.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            assertThat(other.batch(padded("SELECT 1", 300))).isEqualTo(NO_ROOM);
            // In the middle of a message as well, the rest of which is passed over.
            byte[] rest = padded(" ", 130).getBytes(StandardCharsets.UTF_16LE);
            other.packet(1, 0, RawClient.batchBytes(padded("NOTE never", 150)));
            other.packet(1, 0, rest);
            other.packet(1, 1, rest);
            assertThat(other.answer()).isEqualTo(NO_ROOM);
            assertThat(engine.log).doesNotContain("note never");
            assertThat(other.batch("SELECT 1")).hasSize(3);
            one.send(6, new byte[0]);
            one.answer();
            assertThat(other.batch(padded("SELECT 1", 300))).hasSize(3);
        }
    }

    @Test
    void givesTheMemoryOfAConnectionThatEndedToOthers() throws Exception {
        try (RawClient one = client()) {
            one.packet(1, 0, RawClient.batchBytes(padded("NOTE never", 400)));
            one.send(6, new byte[0]);
            assertThat(one.answer()).containsExactly("DONE attention");
            one.send(1, RawClient.batchBytes(padded("HANG", 400)));
            assertThat(engine.hanging.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(engine.ended.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        try (RawClient other = client()) {
            assertThat(other.batch(padded("SELECT 1", 300))).hasSize(3);
        }
    }

    @Test
    void endsAConnectionThatHoldsMemoryAndKeepsSilent() throws Exception {
        try (TdsServer impatient = start(Duration.ofSeconds(20), Duration.ofMillis(100));
                RawClient client = RawClient.loggedIn(impatient.port())) {
            assertThat(client.batch(padded("SELECT 1", 300))).hasSize(3);
            client.packet(1, 0, RawClient.batchBytes(padded("NOTE never", 300)));
            assertThat(client.isEnded()).isTrue();
        }
    }

    private static byte[] prepare(String statement) {
        String text = text(statement);
        int length = statement.length() * 2;
        String size = String.format(Locale.ROOT, "%02x%02x", length & 0xFF, length >> 8);
        return RawClient.requestBytes(HexFormat.of()
                .parseHex("ffff0b000000" + "0001260400" + "0000e702000904d00034ffff" + "0000e7" + size + "0904d00034"
                        + size + text));
    }

    @Test
    void countsPreparedStatementsAsHeldMemory() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.request(3, prepare(padded("SELECT 1", 300)))).contains("RETURNSTATUS 0");
            assertThat(client.request(3, prepare(padded("SELECT 2", 300))))
                    .startsWith(NO_ROOM.get(0))
                    .doesNotContain("RETURNSTATUS 0");
            // sp_unprepare of the first.
            client.request(
                    3, RawClient.requestBytes(HexFormat.of().parseHex("ffff0f000000" + "0000260404" + "01000000")));
            assertThat(client.request(3, prepare(padded("SELECT 2", 300)))).contains("RETURNSTATUS 0");
            client.packet(1, 0x09, RawClient.batchBytes("NOTE after a reset"));
            client.answer();
            assertThat(client.request(3, prepare(padded("SELECT 3", 300)))).contains("RETURNSTATUS 0");
        }
    }

    @Test
    void dropsARequestThatIsTakenBack() throws IOException {
        try (RawClient client = client()) {
            client.packet(1, 0, RawClient.batchBytes("NOTE never"));
            client.packet(1, 3, new byte[0]);
            assertThat(client.answer()).containsExactly("DONE error");
            assertThat(engine.log).doesNotContain("note never");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x10})
    void resetsTheSessionBeforeTheRequest(int flag) throws IOException {
        try (RawClient client = client()) {
            client.batch("USE other; BEGIN TRAN");
            client.packet(1, 1 | flag, RawClient.batchBytes("NOTE after"));
            assertThat(client.answer())
                    .containsExactly("ENVCHANGE 18", "ENVCHANGE 1 sqlpool < other", "ROLLED BACK 1", "DONE");
            assertThat(engine.log).containsSubsequence("reset", "note after");
        }
    }

    private static final String BULK_COLUMNS =
            "810200" + "000000000900" + "2604" + "016100" + "000000000900" + "6801" + "015d00";

    private static byte[] bulk(String rows) {
        return HexFormat.of().parseHex((BULK_COLUMNS + rows).replace(" ", ""));
    }

    @Test
    void insertsTheRowsOfABulkLoadInOneTransaction() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.batch("insert bulk [dbo].[t(1)] ([a] int) with (tablock)"))
                    .containsExactly("DONE");
            assertThat(client.request(
                            7, bulk("d1 0401000000 0101" + "d2 02 0402000000" + "fd00000000" + "00".repeat(8))))
                    .containsExactly("DONE 2");
            assertThat(engine.log)
                    .containsSubsequence(
                            "begin", "insert INTO [dbo].[t(1)] ([a],[]]]) VALUES (@b0,@b1),(@b2,@b3)", "commit");
        }
    }

    @Test
    void rollsABulkLoadBackThatFails() throws IOException {
        try (RawClient client = client()) {
            client.batch("INSERT BULK t; FAIL x (a int)");
            assertThat(client.request(7, bulk("d1 0401000000 0101")))
                    .containsExactly("ERROR 50001/16/3 line 7: x ([a],[]]]) VALUES (@b0,@b1)", "DONE error");
            assertThat(engine.log).endsWith("rollback");
            client.batch("INSERT BULK t (a text)");
            assertThat(client.request(7, HexFormat.of().parseHex("810100" + "000000000900" + "22ffffff7f")))
                    .containsExactly(
                            "ERROR 8009/16/1 line 1: A bulk load of text, ntext or image is not supported: use the MAX"
                                    + " types.",
                            "DONE error");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "810000", BULK_COLUMNS + "d3", BULK_COLUMNS + "d104010000"})
    void endsAConnectionWithAMalformedBulkLoad(String hex) throws IOException {
        try (RawClient client = client()) {
            client.batch("INSERT BULK t (a int)");
            client.send(7, HexFormat.of().parseHex(hex));
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(engine.log).doesNotContain("commit");
    }

    @Test
    void endsAConnectionWithABulkLoadThatWasNotAnnounced() throws IOException {
        try (RawClient client = client()) {
            client.send(7, bulk(""));
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void givesOldClientsDatesAsText() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.prelogin(2);
            assertThat(client.login(RawClient.login(RawClient.V7_2, "sluice", "pässword€")))
                    .contains("LOGINACK 72090002 Microsoft SQL Server");
            // sp_executesql with a statement and a date.
            byte[] call = HexFormat.of()
                    .parseHex("ffff0a000000" + "0000e70c000904d000340c00" + text("SELECT") + "0000e702000904d00034ffff"
                            + "0000" + "28" + "03" + "dab937");
            assertThat(client.request(3, RawClient.requestBytes(call)))
                    .containsExactly(
                            "COLUMNS [ NVARCHAR]",
                            "ROW [9999-12-31]",
                            "DONEINPROC more 1",
                            "RETURNSTATUS 0",
                            "DONEPROC");
        }
    }

    private static String text(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16LE));
    }

    static List<String> malformedStarts() {
        return List.of(
                "00".repeat(8),
                "ff".repeat(64),
                "474554202f20485454502f312e310d0a0d0a",
                "1201000700000000",
                "0201000800000000",
                "0101000800000000",
                "1201000a000000000001",
                "120100090000000000",
                "12010010000000000100061000ff0000",
                "16030100050100000100",
                "1603010001ff");
    }

    @Test
    void endsAConnectionThatBeginsMalformed() throws IOException {
        for (String start : malformedStarts()) {
            try (RawClient client = new RawClient(server.port())) {
                client.raw(HexFormat.of().parseHex(start));
                client.endOutput();
                while (!client.isEnded()) {
                    // An alert of TLS may come before the end.
                }
            }
        }
        try (RawClient client = client()) {
            assertThat(client.batch("SELECT 1")).hasSize(3);
        }
    }

    @Test
    void endsAConnectionWithAMalformedRequest() throws IOException {
        byte[] good = RawClient.requestBytes(HexFormat.of()
                .parseHex("ffff0a000000" + "0000e70c000904d000340c00" + text("SELECT") + "00002604" + "0401000000"));
        for (int length = 0; length < good.length; length++) {
            if (length == 28 || length == 52) {
                // A call without parameters and one without its last are complete.
                continue;
            }
            try (RawClient client = client()) {
                client.send(3, Arrays.copyOf(good, length));
                assertThat(client.isEnded()).as("RPC cut at %s", length).isTrue();
            }
        }
    }

    @Test
    void endsAConnectionWithARequestThatIsTooLong() throws IOException {
        try (RawClient client = client()) {
            client.send(1, RawClient.batchBytes("x".repeat(MAX_REQUEST)));
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void rollsBackWhatAClosingServerInterrupts() throws Exception {
        try (RawClient client = client()) {
            client.send(1, RawClient.batchBytes("HANG"));
            assertThat(engine.hanging.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            server.close();
            assertThat(engine.ended.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
