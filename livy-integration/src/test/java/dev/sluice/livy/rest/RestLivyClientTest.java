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

    @BeforeEach
    void start() throws IOException {
        server = new RecordedServer();
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
        assertThat(server.client().session("a-b/c"))
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
        assertThat(server.client().sessionNamed("mine")).map(LivySession::id).contains("2");
        assertThat(server.client().sessionNamed("other")).isEmpty();
    }

    @Test
    void alwaysSaysWhoAsks() {
        server.on("DELETE /sessions/1", 200, "{\"msg\":\"deleted\"}");
        server.client().deleteSession("1");
        assertThat(server.onlyRequest().requestedBy()).isEqualTo("sluice");
        assertThat(server.onlyRequest().authorization()).isNull();
    }

    @Test
    void provesWhoItIs() {
        server.on("DELETE /sessions/1", 200, "");
        server.client(LivyAuthentication.basic("ann", "pä:ss")).deleteSession("1");
        server.client(LivyAuthentication.bearer(() -> "abc")).deleteSession("1");
        assertThat(server.requests())
                .extracting(RecordedServer.Request::authorization)
                .containsExactly("Basic YW5uOnDDpDpzcw==", "Bearer abc");
    }

    @Test
    void deletesWhatIsGoneAlready() {
        server.client().deleteSession("5");
        server.client().releaseSession("5");
        assertThat(server.requests()).extracting(RecordedServer.Request::line).containsOnly("DELETE /sessions/5");
    }

    @Test
    void readsTheLog() {
        server.on("GET /sessions/1/log?size=2", 200, "{\"id\":1,\"from\":0,\"total\":2,\"log\":[\"a\",\"b\"]}");
        assertThat(server.client().log("1", 2)).containsExactly("a", "b");
    }

    @Test
    void readsTheLogOfASessionWhereThereIsNoLogResource() {
        server.on("GET /sessions/1", 200, "{\"id\":1,\"state\":\"dead\",\"log\":[\"a\",\"b\",\"c\"]}");
        assertThat(server.client().log("1", 2)).containsExactly("b", "c");
    }

    @Test
    void postsAStatement() {
        server.on(
                "POST /sessions/0/statements",
                201,
                "{\"id\":0,\"code\":\"1\",\"state\":\"waiting\",\"output\":null,\"progress\":0.0,\"started\":0,\"completed\":0}");
        assertThat(server.client().postStatement("0", Language.PYSPARK, "print(\"ü\")"))
                .isEqualTo(new LivyStatement("0", StatementState.WAITING, 0, null));
        assertThat(server.onlyRequest().body()).isEqualTo("{\"code\":\"print(\\\"ü\\\")\",\"kind\":\"pyspark\"}");
    }

    @Test
    void readsOutputThatWentWell() {
        server.on(
                "GET /sessions/0/statements/3",
                200,
                "{\"id\":3,\"state\":\"available\",\"progress\":1.0,\"output\":{\"status\":\"ok\",\"execution_count\":3,"
                        + "\"data\":{\"text/plain\":\"x\",\"application/json\":{\"data\":[[1.10,null]]}}}}");
        LivyStatement statement = server.client().statement("0", "3");
        assertThat(statement.progress()).isEqualTo(1.0);
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("text/plain", "x");
        data.put("application/json", Map.of("data", List.of(Arrays.asList(new BigDecimal("1.10"), null))));
        assertThat(statement.output()).as("a decimal keeps its digits").isEqualTo(new StatementOutput.Ok(data));
    }

    @Test
    void readsOutputThatFailed() {
        server.on(
                "GET /sessions/0/statements/3",
                200,
                "{\"id\":3,\"state\":\"available\",\"output\":{\"status\":\"error\",\"ename\":\"NameError\","
                        + "\"evalue\":\"name 'x' is not defined\",\"traceback\":[\"Traceback\\n\",\"  line\\n\"]}}");
        assertThat(server.client().statement("0", "3").output())
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
        server.on("GET /sessions/0/statements/3", 200, "{\"id\":3,\"state\":\"" + word + "\",\"output\":null}");
        assertThat(server.client().statement("0", "3")).isEqualTo(new LivyStatement("3", state, 0, null));
    }

    @Test
    void cancelsAStatementAndNeverASession() {
        server.on("POST /sessions/0/statements/3/cancel", 200, "{\"msg\":\"canceled\"}");
        server.client().cancelStatement("0", "3");
        assertThat(server.requests())
                .extracting(RecordedServer.Request::line)
                .containsExactly("POST /sessions/0/statements/3/cancel");
    }

    @Test
    void completes() {
        server.on("POST /sessions/0/completion", 200, "{\"candidates\":[\"select\",\"selectExpr\"]}");
        assertThat(server.client().complete("0", Language.SPARK, "df.sel", 6, Duration.ofSeconds(2)))
                .containsExactly("select", "selectExpr");
        assertThat(server.onlyRequest().body()).isEqualTo("{\"code\":\"df.sel\",\"kind\":\"spark\",\"cursor\":6}");
    }

    @Test
    void offersNothingWhereThereIsNoCompletion() {
        assertThat(server.client().complete("0", Language.SPARK, "df.sel", 6, Duration.ofSeconds(2)))
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
        assertThatThrownBy(() -> server.client().session("1"))
                .isInstanceOf(LivyException.Unauthorized.class)
                .hasMessage("Livy at " + server.address() + " refused the login (HTTP 401): 401 Unauthorized. Check the"
                        + " user and the password or token, and that the user may use this Spark pool.");
    }

    @Test
    void tellsAnUnknownSession() {
        server.on("GET /sessions/1", 404, "{\"msg\":\"Session '1' not found.\"}");
        assertThatThrownBy(() -> server.client().session("1"))
                .isInstanceOf(LivyException.NotFound.class)
                .hasMessage("Livy does not know session 1: Session '1' not found.");
    }

    @Test
    void tellsAServerThatFails() {
        server.on("GET /sessions/1", 500, "\"java.lang.IllegalStateException: boom\"");
        assertThatThrownBy(() -> server.client().session("1"))
                .isInstanceOf(LivyException.Failed.class)
                .hasMessage("Livy failed on session 1 (HTTP 500): java.lang.IllegalStateException: boom. Try again; the"
                        + " log of the Livy server says more.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>hello</html>", "{\"hello\":1}", "[]", ""})
    void tellsWhatIsNoLivy(String body) {
        server.on("GET /sessions/1", 200, body);
        assertThatThrownBy(() -> server.client().session("1"))
                .isInstanceOf(LivyException.NotLivy.class)
                .hasMessageStartingWith(
                        "What answers at " + server.address() + " does not speak Livy's protocol: its answer")
                .hasMessageEndingWith(". Check the address; it ends before /sessions.");
    }

    @Test
    void tellsARedirect() {
        server.on("GET /sessions/1", 302, "");
        assertThatThrownBy(() -> server.client().session("1"))
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
            assertThatThrownBy(() -> client.postStatement("0", Language.SQL, "SELECT 1"))
                    .isInstanceOf(LivyException.Unreachable.class)
                    .hasMessage("Cannot reach Livy at http://127.0.0.1:" + port + ": connection refused. Check that the"
                            + " Spark pool is up (./sluice up starts the local one) and that the address is right.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h", "h:8998", "http:///x"})
    void refusesAddressesThatAreNone(String address) {
        assertThatThrownBy(() -> LivyEndpoint.open(URI.create(address)))
                .hasMessage("Invalid Livy address '" + address + "': write http://host:port or https://host/path");
    }
}
