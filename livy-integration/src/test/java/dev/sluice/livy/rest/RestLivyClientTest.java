package dev.sluice.livy.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.SessionKey;
import dev.sluice.livy.SessionRequest;
import dev.sluice.livy.SessionState;
import dev.sluice.livy.StatementOutput;
import dev.sluice.livy.StatementState;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RestLivyClientTest {

    private RecordedServer server;

    /** A session of which no name is known. */
    private static SessionKey numbered(String id) {
        return new SessionKey(id, null, null);
    }

    private static final SessionKey KEY = new SessionKey("0", "n", null);

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @BeforeEach
    void start() throws IOException {
        server = new RecordedServer();
    }

    /** A client of a server that takes names, which it has found out. */
    private RestLivyClient client() {
        server.on("GET /sessions/n", 200, "{\"id\":0,\"name\":\"n\",\"state\":\"idle\"}");
        RestLivyClient client = server.client();
        LivySession unused = client.session(KEY);
        server.forget();
        return client;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void createsASessionOfTheOpenSourceServer() {
        server.on(
                "POST /sessions",
                201,
                "{\"id\":7,\"name\":\"sluice-1\",\"appId\":null,\"owner\":null,\"proxyUser\":null,\"state\":\"starting\","
                        + "\"kind\":\"shared\",\"appInfo\":{\"driverLogUrl\":null,\"sparkUiUrl\":null},"
                        + "\"log\":[\"stdout: \"],\"ttl\":null}");
        LivySession session = server.client()
                .createSession(new SessionRequest(
                        "sluice-1",
                        Language.PYSPARK,
                        Duration.ofSeconds(60),
                        Map.of("conf", Map.of("spark.ui.enabled", "false"))));
        assertThat(session)
                .isEqualTo(new LivySession(
                        "7", "sluice-1", "shared", SessionState.STARTING, null, null, List.of("stdout: ")));
        assertThat(server.onlyRequest().body())
                .isEqualTo("{\"name\":\"sluice-1\",\"kind\":\"pyspark\",\"heartbeatTimeoutInSecond\":60,"
                        + "\"conf\":{\"spark.ui.enabled\":\"false\"}}");
    }

    @Test
    void leavesOutWhatTheServerDecides() {
        server.on("POST /sessions", 200, "{\"id\":0,\"state\":\"not_started\"}");
        server.client().createSession(new SessionRequest("n", null, null, Map.of()));
        assertThat(server.onlyRequest().body()).isEqualTo("{\"name\":\"n\"}");
    }

    @Test
    void readsIdsThatAreText() {
        server.on("GET /sessions/a-b%2Fc", 200, "{\"id\":\"a-b/c\",\"state\":\"idle\",\"appId\":\"app-1\"}");
        assertThat(server.client().session(numbered("a-b/c")))
                .isEqualTo(new LivySession("a-b/c", null, null, SessionState.IDLE, "app-1", null, List.of()));
    }

    @Test
    void listsAllPagesAndFindsByName() {
        server.on(
                        "GET /sessions?from=0&size=20",
                        200,
                        "{\"from\":0,\"total\":2,\"sessions\":[{\"id\":1,\"state\":\"dead\"}]}")
                .on(
                        "GET /sessions?from=1&size=20",
                        200,
                        "{\"from\":1,\"total\":2,\"sessions\":[{\"id\":2,\"state\":\"busy\",\"name\":\"mine\"}]}");
        assertThat(server.client().sessions()).extracting(LivySession::id).containsExactly("1", "2");
        assertThat(server.client().sessionNamed("mine", LIMIT))
                .map(LivySession::id)
                .contains("2");
        assertThat(server.client().sessionNamed("other", LIMIT)).isEmpty();
    }

    @Test
    void alwaysSaysWhoAsks() {
        server.on("DELETE /sessions/n", 200, "{\"msg\":\"deleted\"}");
        client().deleteSession(KEY);
        assertThat(server.onlyRequest().requestedBy()).isEqualTo("sluice");
        assertThat(server.onlyRequest().authorization()).isNull();
    }

    @Test
    void provesWhoItIs() {
        server.on("GET /sessions/1", 200, "{\"id\":1,\"state\":\"idle\"}");
        LivySession one =
                server.client(LivyAuthentication.basic("ann", "pä:ss")).session(numbered("1"));
        LivySession two = server.client(LivyAuthentication.bearer(() -> "abc")).session(numbered("1"));
        assertThat(one).isEqualTo(two);
        assertThat(server.requests())
                .extracting(RecordedServer.Request::authorization)
                .containsExactly("Basic YW5uOnDDpDpzcw==", "Bearer abc");
    }

    @Test
    void deletesWhatIsGoneAlready() {
        RestLivyClient client = client();
        client.deleteSession(KEY);
        client.releaseSession(KEY);
        assertThat(server.requests()).extracting(RecordedServer.Request::line).containsOnly("DELETE /sessions/n");
    }

    @Test
    void readsTheLog() {
        server.on("GET /sessions/n/log?size=2", 200, "{\"id\":1,\"from\":0,\"total\":2,\"log\":[\"a\",\"b\"]}");
        assertThat(client().log(KEY, 2)).containsExactly("a", "b");
    }

    @Test
    void readsTheLogOfASessionWhereThereIsNoLogResource() {
        server.on("GET /sessions/1", 200, "{\"id\":1,\"state\":\"dead\",\"log\":[\"a\",\"b\",\"c\"]}");
        assertThat(server.client().log(numbered("1"), 2)).containsExactly("b", "c");
    }

    @Test
    void postsAStatement() {
        server.on(
                "POST /sessions/n/statements",
                201,
                "{\"id\":0,\"code\":\"1\",\"state\":\"waiting\",\"output\":null,\"progress\":0.0,\"started\":0,\"completed\":0}");
        assertThat(client().postStatement(KEY, Language.PYSPARK, "print(\"ü\")"))
                .isEqualTo(new LivyStatement("0", "1", StatementState.WAITING, 0, null));
        assertThat(server.onlyRequest().body()).isEqualTo("{\"code\":\"print(\\\"ü\\\")\",\"kind\":\"pyspark\"}");
    }

    @Test
    void readsOutputThatWentWell() {
        server.on(
                "GET /sessions/n/statements/3",
                200,
                "{\"id\":3,\"state\":\"available\",\"progress\":1.0,\"output\":{\"status\":\"ok\",\"execution_count\":3,"
                        + "\"data\":{\"text/plain\":\"x\",\"application/json\":{\"data\":[[1.10,null]]}}}}");
        LivyStatement statement = client().statement(KEY, "3", LIMIT);
        assertThat(statement.progress()).isEqualTo(1.0);
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("text/plain", "x");
        data.put("application/json", Map.of("data", List.of(Arrays.asList(new BigDecimal("1.10"), null))));
        assertThat(statement.output()).as("a decimal keeps its digits").isEqualTo(new StatementOutput.Ok(data));
    }

    @Test
    void readsOutputThatFailed() {
        server.on(
                "GET /sessions/n/statements/3",
                200,
                "{\"id\":3,\"state\":\"available\",\"output\":{\"status\":\"error\",\"ename\":\"NameError\","
                        + "\"evalue\":\"name 'x' is not defined\",\"traceback\":[\"Traceback\\n\",\"  line\\n\"]}}");
        assertThat(client().statement(KEY, "3", LIMIT).output())
                .isEqualTo(new StatementOutput.Failed(
                        "NameError", "name 'x' is not defined", List.of("Traceback\n", "  line\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "cancelled,CANCELLED",
        "cancelling,CANCELLING",
        "running,RUNNING",
        "error,ERROR",
        "available,AVAILABLE",
        "paused,UNKNOWN"
    })
    void readsStatesOfStatements(String word, StatementState state) {
        server.on("GET /sessions/n/statements/3", 200, "{\"id\":3,\"state\":\"" + word + "\",\"output\":null}");
        assertThat(client().statement(KEY, "3", LIMIT)).isEqualTo(new LivyStatement("3", null, state, 0, null));
    }

    @Test
    void cancelsAStatementAndNeverASession() {
        server.on("POST /sessions/n/statements/3/cancel", 200, "{\"msg\":\"canceled\"}");
        client().cancelStatement(KEY, "3", LIMIT);
        assertThat(server.requests())
                .extracting(RecordedServer.Request::line)
                .containsExactly("POST /sessions/n/statements/3/cancel");
    }

    @Test
    void completes() {
        server.on("POST /sessions/n/completion", 200, "{\"candidates\":[\"select\",\"selectExpr\"]}");
        assertThat(client().complete(KEY, Language.SPARK, "df.sel", 6, Duration.ofSeconds(2)))
                .containsExactly("select", "selectExpr");
        assertThat(server.onlyRequest().body()).isEqualTo("{\"code\":\"df.sel\",\"kind\":\"spark\",\"cursor\":6}");
    }

    @Test
    void offersNothingWhereThereIsNoCompletion() {
        assertThat(client().complete(KEY, Language.SPARK, "df.sel", 6, Duration.ofSeconds(2)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"msg\":\"%s.\"}",
                "\"%s\"",
                "{\"error\":{\"code\":\"X\",\"message\":\"%s\"}}",
                "%s",
                "<html><head><title>Error 400 %s</title></head><body><table><tr><th>MESSAGE:</th><td>%s</td></tr></table></body></html>",
                "<html><body><p>Problem accessing /sessions. Reason:\n<pre>    %s</pre></p></body></html>"
            })
    void readsErrorBodiesOfAllKinds(String form) {
        server.on(
                "POST /sessions",
                400,
                form.replace(
                        "%s",
                        "Unrecognized field \\\"ttl\\\""
                                .replace("\\", form.startsWith("<") || form.equals("%s") ? "" : "\\")));
        assertThatThrownBy(() -> server.client().createSession(new SessionRequest("n", null, null, Map.of())))
                .isInstanceOf(LivyException.Refused.class)
                .hasMessage("Livy refused the new session (HTTP 400): Unrecognized field \"ttl\"."
                        + " Check its settings: %info shows them, %%configure changes them.");
    }

    @Test
    void leavesOutWhereTheServersReaderWas() {
        server.on(
                "POST /sessions",
                400,
                "{\"msg\":\"Unrecognized field \\\"x\\\" (class C)\\n at [Source: (In); line: 1, column: 113]\"}");
        assertThatThrownBy(() -> server.client().createSession(new SessionRequest("n", null, null, Map.of())))
                .hasMessageStartingWith(
                        "Livy refused the new session (HTTP 400): Unrecognized field \"x\" (class C). Check");
    }

    @Test
    void readsAnErrorWithoutABody() {
        server.on("POST /sessions", 400, "");
        assertThatThrownBy(() -> server.client().createSession(new SessionRequest("n", null, null, Map.of())))
                .hasMessage("Livy refused the new session (HTTP 400): HTTP 400 without a reason. Check its"
                        + " settings: %info shows them, %%configure changes them.");
    }

    @Test
    void tellsARefusedLogin() {
        server.on("GET /sessions/1", 401, "<html><head><title>401 Unauthorized</title></head></html>");
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .isInstanceOf(LivyException.Unauthorized.class)
                .hasMessage("Livy at " + server.address() + " refused the login (HTTP 401): 401 Unauthorized. Check the"
                        + " user and the password or token, and whether they have expired.");
    }

    @Test
    void tellsAnUnknownSession() {
        server.on("GET /sessions/1", 404, "{\"msg\":\"Session '1' not found.\"}");
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .isInstanceOf(LivyException.NotFound.class)
                .hasMessage("Livy does not know session 1: Session '1' not found.");
    }

    @Test
    void tellsAServerThatFails() {
        server.on("GET /sessions/1", 500, "\"java.lang.IllegalStateException: boom\"");
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .isInstanceOf(LivyException.Failed.class)
                .hasMessage("Livy failed on session 1 (HTTP 500): java.lang.IllegalStateException: boom. Try again; the"
                        + " log of the Livy server says more.");
    }

    @Test
    void tellsWhatTheLoginMayNotDo() {
        server.on("GET /sessions/1", 403, "\"not yours\"");
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .isInstanceOf(LivyException.Unauthorized.class)
                .hasMessage("Livy at " + server.address() + " knows the login and forbids the request (HTTP 403): not"
                        + " yours. Ask for the right to use this Spark pool, or log in as someone who has it.");
    }

    /** Fabric's words. The clock of the test stands at 01:00:00. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Request is blocked by the upstream service until: 11/26/2026 1:00:40 AM (UTC) | 40",
                "Request is blocked by the upstream service until: 11/26/2026 1:00:40 PM (UTC) | 43240",
                "Request is blocked by the upstream service until: 11/25/2026 1:00:40 AM (UTC) | 0",
                "Request is blocked by the upstream service until: 13/45/2026 1:00:40 AM (UTC) | 0",
                "Request is blocked by the upstream service until: tomorrow | 0",
            })
    void readsFromTheTextHowLongABusyServerIsToBeLeftAlone(String text, long seconds) {
        server.on("GET /sessions/1", 429, "{\"errorCode\":\"RequestBlocked\",\"message\":\"" + text + "\"}");
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .isInstanceOfSatisfying(
                        LivyException.Busy.class,
                        busy -> assertThat(busy.retryAfter()).hasSeconds(seconds));
    }

    /** Fabric: idle for its own list, and not there yet. */
    @Test
    void believesLivyOfASessionThatFabricCallsIdle() {
        server.on(
                "GET /sessions/1",
                200,
                "{\"id\":\"1\",\"state\":\"idle\",\"livyInfo\":{\"currentState\":\"starting\"}}");
        server.on("GET /sessions/2", 200, "{\"id\":\"2\",\"state\":\"idle\",\"livyInfo\":{\"currentState\":\"idle\"}}");
        server.on("GET /sessions/3", 200, "{\"id\":\"3\",\"state\":\"dead\",\"livyInfo\":{\"currentState\":\"idle\"}}");
        assertThat(server.client().session(numbered("1")).state()).isEqualTo(SessionState.STARTING);
        assertThat(server.client().session(numbered("2")).state()).isEqualTo(SessionState.IDLE);
        assertThat(server.client().session(numbered("3")).state()).isEqualTo(SessionState.DEAD);
    }

    /** Lighter: one text, and no class of the error. */
    @Test
    void readsATracebackThatIsOneText() {
        server.on("GET /sessions/1", 200, "{\"id\":\"1\",\"state\":\"idle\"}");
        server.on(
                "GET /sessions/1/statements/s",
                200,
                "{\"id\":\"s\",\"state\":\"available\",\"output\":{\"status\":\"error\",\"evalue\":\"no\","
                        + "\"traceback\":\"Traceback:\\n  line 1\\n\",\"executionCount\":3}}");
        assertThat(server.client()
                        .statement(numbered("1"), "s", Duration.ofSeconds(10))
                        .output())
                .isEqualTo(new StatementOutput.Failed("Error", "no", List.of("Traceback:", "  line 1"), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 30                            | 30 | in 30 s",
                "429 | Thu, 26 Nov 2026 01:01:30 GMT | 90 | in 90 s",
                "429 | Thu, 26 Nov 2026 00:00:00 GMT | 0  | in a while",
                "429 | soon                          | 0  | in a while",
                "503 | 5                             | 5  | in 5 s",
            })
    void tellsHowLongABusyServerIsToBeLeftAlone(int status, String header, long seconds, String words) {
        server.on("GET /sessions/1", new RecordedServer.Answer(status, "\"slow down\"", header));
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .isInstanceOfSatisfying(
                        LivyException.Busy.class,
                        busy -> assertThat(busy.retryAfter()).hasSeconds(seconds))
                .hasMessage("Livy at " + server.address() + " takes no more requests for now (HTTP " + status
                        + "): slow down. Run the cell again " + words + '.');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | Livy failed on session 1 (HTTP 500): boom. Try again; the log of the Livy server says more.",
                "502 | What stands before Livy got no answer on session 1 (HTTP 502): boom. Try again; whoever runs that"
                        + " proxy or gateway can say more.",
                "503 | Livy is not available for session 1 (HTTP 503): boom. Try again in a minute.",
                "504 | What stands before Livy got no answer on session 1 (HTTP 504): boom. Try again; whoever runs that"
                        + " proxy or gateway can say more.",
            })
    void tellsWhoFailed(int status, String message) {
        server.on("GET /sessions/1", status, "\"boom\"");
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .isInstanceOf(LivyException.Failed.class)
                .hasMessage(message);
    }

    @Test
    void tellsAWebPage() {
        server.on("GET /sessions/1", 200, "<!DOCTYPE html><html><head><title>Sign\n in</title></head></html>");
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .isInstanceOf(LivyException.NotLivy.class)
                .hasMessageContaining("its answer is a web page ('Sign in'), as of a proxy or a login form. Check");
    }

    @Test
    void keepsALoginOutOfWhatAProxySays() {
        server.on("GET /sessions/1", 502, "<html><title>Bad request: Authorization: Bearer s3cr3t</title></html>");
        assertThatThrownBy(() ->
                        server.client(LivyAuthentication.bearer(() -> "s3cr3t")).session(numbered("1")))
                .hasMessageContaining("Authorization: Bearer ***")
                .hasMessageNotContaining("s3cr3t");
    }

    /** What is said is cut, and the login may stand at the cut. */
    @ParameterizedTest
    @ValueSource(ints = {595, 598, 9_995})
    void keepsPiecesOfALoginOutOfWhatAProxySays(int before) {
        server.on("GET /sessions/1", 400, "<title>" + "x ".repeat(before / 2) + "s3cr3t</title>");
        assertThatThrownBy(() ->
                        server.client(LivyAuthentication.bearer(() -> "s3cr3t")).session(numbered("1")))
                .isInstanceOf(LivyException.Refused.class)
                .hasMessageNotContaining("s3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t\n", "\ufeffs3cr3t", "s3cr3t\u20ac", "s3cr3t\u007f"})
    void keepsALoginThatIsNoHeaderOutOfMessages(String token) {
        assertThatThrownBy(() ->
                        server.client(LivyAuthentication.bearer(() -> token)).session(numbered("1")))
                .isInstanceOf(LivyException.Unauthorized.class)
                .hasMessageContaining(
                        "the password or token holds a line break, or another character that HTTP has no place for")
                .hasMessageNotContaining("s3cr3t");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>hello</html>", "{\"hello\":1}", "[]", ""})
    void tellsWhatIsNoLivy(String body) {
        server.on("GET /sessions/1", 200, body);
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .isInstanceOf(LivyException.NotLivy.class)
                .hasMessageStartingWith(
                        "What answers at " + server.address() + " does not speak Livy's protocol: its answer")
                .hasMessageEndingWith(". Check the address; it ends before /sessions.");
    }

    @Test
    void tellsARedirect() {
        server.on("GET /sessions/1", 302, "");
        assertThatThrownBy(() -> server.client().session(numbered("1")))
                .hasMessageContaining("does not speak Livy's protocol: it answered HTTP 302.");
    }

    @Test
    void tellsAListThatIsNone() {
        server.on("GET /sessions?from=0&size=20", 200, "{}");
        assertThatThrownBy(() -> server.client().sessions())
                .hasMessageContaining("its answer is not a list of sessions");
    }

    @Test
    void tellsAServerThatIsNotThere() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (LivyClient client = LivyClients.create(LivyEndpoint.open(URI.create("http://127.0.0.1:" + port)))) {
            assertThatThrownBy(() -> client.postStatement(KEY, Language.SQL, "SELECT 1"))
                    .isInstanceOf(LivyException.Unreachable.class)
                    .hasMessage("Cannot reach Livy at http://127.0.0.1:" + port + ": connection refused. Check that the"
                            + " Spark pool is up (./sluice up starts the local one) and that the address is right.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://user:s3cr3t@h:8998 | http://***@h:8998 | it holds a login, which would stand in logs",
                "http://s3cr3t@h           | http://***@h      | it holds a login, which would stand in logs",
                "user:s3cr3t@h:8998        | ***@h:8998        | it holds a login, which would stand in logs",
                "http://h/livy?token=s3cr3t| http://h/livy?*** | it goes on after the path",
                "http://h/#s3cr3t          | http://h/#***     | it goes on after the path",
                "ftp://u:s3cr3t@h/?x       | ftp://***@h/?***  | it holds a login, which would stand in logs",
            })
    void keepsSecretsOfAddressesOutOfMessages(String address, String shown, String why) {
        assertThatThrownBy(() -> LivyEndpoint.open(URI.create(address)))
                .hasMessage("Invalid Livy address '" + shown + "': " + why
                        + "; write http://host:port or https://host/path");
    }

    @ParameterizedTest
    @CsvSource({
        "http://u:s3/cr3t@h,http://***@h",
        "http://u:s3?cr3t@h,http://***@h",
        "http://u:s3#cr3t@h,http://***@h",
        "http://u:s3@cr3t@h/x?y=1,http://***@h/x?***",
        "https://h:8998/x,https://h:8998/x"
    })
    void showsAddressesWithoutWhatMayBeSecret(String address, String shown) {
        assertThat(LivyEndpoint.shown(address)).isEqualTo(shown);
    }

    @Test
    void takesPathsOfAllKinds() {
        URI address = URI.create("https://h/users/a@b/livy");
        assertThat(LivyEndpoint.open(address).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h", "h:8998", "http:///x"})
    void refusesAddressesThatAreNone(String address) {
        assertThatThrownBy(() -> LivyEndpoint.open(URI.create(address)))
                .hasMessage("Invalid Livy address '" + address + "': write http://host:port or https://host/path");
    }
}
