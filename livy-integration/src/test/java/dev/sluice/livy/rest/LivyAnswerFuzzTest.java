package dev.sluice.livy.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivyTransport;
import dev.sluice.livy.SessionKey;
import dev.sluice.livy.SessionRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Answers of a server that is no Livy, or a hostile one. */
class LivyAnswerFuzzTest {

    /** A tree of JSON, and its text in UTF-16, for each character of an answer. */
    private static final int FACTOR = 2000;

    private static final SessionKey KEY = new SessionKey("0", "n", null);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final List<String> EXAMPLES = List.of(
            "{\"id\":7,\"name\":\"n\",\"appId\":null,\"owner\":null,\"state\":\"idle\",\"kind\":\"shared\","
                    + "\"appInfo\":{\"driverLogUrl\":null,\"sparkUiUrl\":\"http://h\"},\"log\":[\"stdout: \"]}",
            "{\"from\":0,\"total\":1,\"sessions\":[{\"id\":\"0\",\"name\":\"n\",\"state\":\"busy\",\"log\":[]}]}",
            "{\"id\":3,\"code\":\"1+1\",\"state\":\"available\",\"progress\":1.0,\"output\":{\"status\":\"ok\","
                    + "\"execution_count\":3,\"data\":{\"text/plain\":\"2\",\"application/json\":{\"a\":[1.5e3,null]}}}}",
            "{\"id\":3,\"state\":\"available\",\"progress\":1,\"output\":{\"status\":\"error\",\"ename\":\"E\","
                    + "\"evalue\":\"v\",\"traceback\":[\"l\"]}}",
            "{\"from\":0,\"total\":2,\"log\":[\"a\",\"b\"],\"candidates\":[\"c\"]}",
            "{\"msg\":\"Session '0' not found.\"}",
            "{\"error\":{\"code\":\"X\",\"message\":\"no\\n at [Source: (String)\\\"{}\\\"; line: 1]\"}}",
            "\"only text...\"",
            "<html><head><title>Error 500 x</title></head><body><table><tr><th>MESSAGE:</th><td>a &lt;b&gt;</td></tr>"
                    + "</table></body></html>",
            "<html><p>Reason: <pre>    not &amp; found</pre></p></html>");

    private static final List<String> WORDS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "\"\"",
            "\"id\":",
            "\"state\":",
            "\"output\":",
            "\"data\":",
            "\"msg\":",
            "\"error\":",
            "1e999999999",
            "-0.0",
            "NaN",
            "9".repeat(2000),
            "\\u0000",
            "\\ud800",
            "\"",
            "<",
            ">",
            "<title>",
            "</title>",
            "<th>MESSAGE:</th><td>",
            "Reason:<pre>",
            " at [Source: ",
            "....",
            "    ",
            "{\"a\":[",
            "\ufffd");

    private static final HttpServer SERVER = start();
    private static final LivyWire WIRE = new LivyWire(
            new LivyEndpoint(
                    URI.create("http://127.0.0.1:" + SERVER.getAddress().getPort()),
                    LivyAuthentication.none(),
                    LivyTransport.DIRECT,
                    LIMIT),
            () -> Instant.EPOCH);

    private static volatile String body = "";
    private static volatile int status;

    @Provide
    Arbitrary<String> bodies() {
        return Mutations.ofText(EXAMPLES, WORDS);
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.frequency(
                Tuple.of(5, 200),
                Tuple.of(1, 201),
                Tuple.of(1, 302),
                Tuple.of(1, 400),
                Tuple.of(1, 401),
                Tuple.of(1, 404),
                Tuple.of(1, 429),
                Tuple.of(1, 500),
                Tuple.of(1, 503));
    }

    private static HttpServer start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/", LivyAnswerFuzzTest::answer);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Retry-After", "1");
            // The end of the connection takes the body along, which else waits for the client's acknowledgement.
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @AfterContainer
    static void stop() {
        SERVER.stop(0);
    }

    @Property
    void isReadOrRefused(@ForAll("bodies") String answer, @ForAll("statuses") int code) throws Exception {
        body = answer;
        status = code;
        RestLivyClient client = new RestLivyClient(WIRE);
        List<Runnable> questions = List.of(
                () -> assertThat(client.createSession(new SessionRequest("n", null, null, Map.of()))
                                .id())
                        .isNotNull(),
                () -> assertThat(client.sessions()).hasSizeLessThanOrEqualTo(answer.length()),
                () -> assertThat(client.session(KEY).state()).isNotNull(),
                () -> assertThat(client.log(KEY, 10)).hasSizeLessThanOrEqualTo(answer.length()),
                () -> assertThat(
                                client.postStatement(KEY, Language.PYSPARK, "1").state())
                        .isNotNull(),
                () -> assertThat(client.statement(KEY, "3", LIMIT).id()).isNotNull(),
                () -> assertThat(client.complete(KEY, Language.PYSPARK, "1", 1, LIMIT))
                        .hasSizeLessThanOrEqualTo(answer.length()),
                () -> client.cancelStatement(KEY, "3", LIMIT),
                () -> client.deleteSession(KEY));
        for (Runnable question : questions) {
            Memory.bound(answer.length(), FACTOR, () -> refusedAtMost(question));
        }
    }

    private static void refusedAtMost(Runnable question) {
        try {
            question.run();
        } catch (LivyException e) {
            assertThat(e.getMessage()).hasSizeBetween(20, 1500);
        }
    }
}
