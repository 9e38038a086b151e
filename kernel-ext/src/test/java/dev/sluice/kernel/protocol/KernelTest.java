package dev.sluice.kernel.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.kernel.ScriptedCells;
import dev.sluice.kernel.channel.Channel;
import dev.sluice.kernel.channel.Channels;
import dev.sluice.kernel.channel.ConnectionFile;
import dev.sluice.kernel.channel.LocalConnection;
import dev.sluice.kernel.channel.PortTakenException;
import dev.sluice.kernel.channel.Receiver;
import dev.sluice.kernel.channel.SocketsDiedException;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.message.Header;
import dev.sluice.kernel.message.Incoming;
import dev.sluice.kernel.message.Message;
import dev.sluice.kernel.message.MessageFormat;
import dev.sluice.kernel.message.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel behind real sockets, in this process. */
@Timeout(60)
class KernelTest {

    private final ConnectionFile connection = LocalConnection.onFreePorts("a-key");
    private Channels channels;
    private Kernel kernel;
    private TestClient client;

    @BeforeEach
    void startsKernel() throws Exception {
        channels = Channels.bind(connection, new MessageFormat(new Signer(connection.key())));
        kernel = new Kernel(new ScriptedCells(), NotebookLanguage.SPARK, channels, Clock.systemUTC());
        channels.start(kernel);
        client = new TestClient(connection);
        assertThat(client.publication().header().type()).isEqualTo("iopub_welcome");
    }

    @AfterEach
    void stopsKernel() {
        client.close();
        channels.close();
    }

    private JsonNode execute(String content) throws Exception {
        client.send("execute_request", content);
        return client.reply().content();
    }

    @Test
    void describesItself() throws Exception {
        Header request = client.send("kernel_info_request", "{}");

        Message reply = client.reply();
        assertThat(reply.header().type()).isEqualTo("kernel_info_reply");
        assertThat(reply.parent()).isEqualTo(request);
        assertThat(reply.content().path("language_info").path("name").asText()).isEqualTo("scala");
        assertThat(reply.content().path("protocol_version").asText()).isEqualTo("5.5");
        assertThat(reply.content().path("supported_features").isEmpty()).isTrue();
        assertThat(client.publicationsOf(request)).containsExactly("busy", "idle");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            say a                | ok    | busy execute_input stream idle
            value a              | ok    | busy execute_input execute_result idle
            show a               | ok    | busy execute_input display_data idle
            progress             | ok    | busy execute_input display_data update_display_data clear_output idle
            sayprogress a        | ok    | busy execute_input stream display_data clear_output stream idle
            progresssay a        | ok    | busy execute_input display_data clear_output stream idle
            progressboom         | error | busy execute_input display_data clear_output error idle
            clear                | ok    | busy execute_input clear_output idle
            boom                 | error | busy execute_input error idle
            sayboom              | error | busy execute_input stream stream error idle
            crash                | error | busy execute_input error idle
            value?               | ok    | busy execute_input idle
            ?nothing             | ok    | busy execute_input stream idle
            ` `                  | ok    | busy execute_input idle
            """)
    void publishesWhatCellSays(String code, String status, String published) throws Exception {
        Header request = client.send("execute_request", "{'code':'" + code + "'}");

        assertThat(client.reply().content().path("status").asText()).isEqualTo(status);
        assertThat(client.publicationsOf(request)).containsExactly(published.split(" "));
    }

    @Test
    void publishesNothingOfSilentCell() throws Exception {
        for (String code : List.of("say a", "value a", "boom")) {
            Header request = client.send("execute_request", "{'code':'" + code + "','silent':true}");

            assertThat(client.reply().content().path("execution_count").asInt()).isZero();
            assertThat(client.publicationsOf(request)).containsExactly("busy", "idle");
        }
    }

    @Test
    void countsWhatItRemembers() throws Exception {
        assertThat(execute("{'code':'say a'}").path("execution_count").asInt()).isEqualTo(1);
        assertThat(execute("{'code':'say b','store_history':false}")
                        .path("execution_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(execute("{'code':'value c'}").path("execution_count").asInt())
                .isEqualTo(2);

        client.send("history_request", "{'hist_access_type':'tail','n':5,'output':true}");

        assertThat(client.reply().content().path("history"))
                .hasToString("[[1,1,[\"say a\",\"\"]],[1,2,[\"value c\",\"c\"]]]");
    }

    @Test
    void opensPagerWithHelp() throws Exception {
        JsonNode payload = execute("{'code':'value?'}").path("payload");

        assertThat(payload)
                .hasToString("[{\"source\":\"page\",\"start\":0,\"data\":{\"text/plain\":\"value: a verb\"}}]");
    }

    @Test
    void evaluatesUserExpressions() throws Exception {
        JsonNode values = execute("{'code':'say a','user_expressions':{'x':'value 7','y':'boom','z':'say b'}}")
                .path("user_expressions");

        assertThat(values.path("x").path("data").path("text/plain").asText()).isEqualTo("7");
        assertThat(values.path("y").path("ename").asText()).isEqualTo("Boom");
        assertThat(values.path("z").path("data").path("text/plain").asText()).isEmpty();
    }

    @Test
    void abortsCellsThatWaitBehindFailure() throws Exception {
        client.send("execute_request", "{'code':'sleep'}");
        client.send("execute_request", "{'code':'say a'}");
        awaitSleeping();
        client.sendOnControl("interrupt_request", "{}");

        assertThat(client.reply().content().path("status").asText()).isEqualTo("error");
        assertThat(client.reply().content().path("status").asText()).isEqualTo("aborted");
    }

    @Test
    void abortsCellSentBeforeTheFailureWasKnown() throws Exception {
        Instant sent = Instant.parse("2020-01-01T00:00:00Z");
        client.send(Header.of("execute_request", "client", sent), "{'code':'boom'}");
        assertThat(client.reply().content().path("status").asText()).isEqualTo("error");
        client.send(Header.of("execute_request", "client", sent), "{'code':'say a'}");

        assertThat(client.reply().content().path("status").asText()).isEqualTo("aborted");
    }

    @Test
    void goesOnBehindFailureThatStopsNothing() throws Exception {
        Instant sent = Instant.parse("2020-01-01T00:00:00Z");
        client.send(Header.of("execute_request", "client", sent), "{'code':'boom','stop_on_error':false}");
        client.send(Header.of("execute_request", "client", sent), "{'code':'say a'}");

        assertThat(client.reply().content().path("status").asText()).isEqualTo("error");
        assertThat(client.reply().content().path("status").asText()).isEqualTo("ok");
    }

    @Test
    void interruptsOnShellWhileCellRuns() throws Exception {
        Header cell = client.send("execute_request", "{'code':'sleep'}");
        awaitSleeping();
        client.send("interrupt_request", "{}");

        List<String> types =
                List.of(client.reply().header().type(), client.reply().header().type());
        assertThat(types).containsExactlyInAnyOrder("interrupt_reply", "execute_reply");
        // A cell that still runs when the interrupt is answered is said to be busy once more.
        assertThat(client.publicationsOf(cell))
                .filteredOn(state -> !state.equals("busy"))
                .endsWith("error", "idle");
    }

    @Test
    void staysBusyWhenQuestionIsAnsweredWhileCellRuns() throws Exception {
        Header cell = client.send("execute_request", "{'code':'sleep'}");
        awaitSleeping();
        Header question = client.send("complete_request", "{'code':'va','cursor_pos':2}");

        assertThat(client.reply().content().path("matches")).hasToString("[\"value\"]");
        assertThat(client.publicationsOf(question)).containsExactly("busy", "idle");
        Message next = client.publication();
        assertThat(next.content().path("execution_state").asText()).isEqualTo("busy");
        assertThat(next.parent()).isEqualTo(cell);
        client.sendOnControl("interrupt_request", "{}");
        assertThat(client.reply().header().type()).isEqualTo("execute_reply");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            complete_request    | {'code':'😀 va','cursor_pos':4} | {"status":"ok","cursor_start":2,"cursor_end":4,"matches":["value"],"metadata":{}}
            complete_request    | {'code':'s','cursor_pos':99}   | {"status":"ok","cursor_start":0,"cursor_end":1,"matches":["say","show"],"metadata":{}}
            inspect_request     | {'code':'value'}               | {"status":"ok","found":true,"data":{"text/plain":"value: a verb"},"metadata":{}}
            inspect_request     | {'code':'nothing'}             | {"status":"ok","found":false,"data":{},"metadata":{}}
            is_complete_request | {'code':'say a'}               | {"status":"complete"}
            is_complete_request | {'code':'bad'}                 | {"status":"invalid"}
            is_complete_request | {'code':'  say {'}             | {"status":"incomplete","indent":"      "}
            history_request     | {'hist_access_type':'tail'}    | {"status":"ok","history":[]}
            comm_info_request   | {}                             | {"status":"ok","comms":{}}
            interrupt_request   | {}                             | {"status":"ok"}
            """)
    void answersQuestions(String type, String content, String reply) throws Exception {
        Header request = client.send(type, content);

        Message message = client.reply();
        assertThat(message.header().type()).isEqualTo(type.replace("_request", "_reply"));
        assertThat(message.content()).hasToString(reply);
        assertThat(client.publicationsOf(request)).containsExactly("busy", "idle");
    }

    @Test
    void reportsDefectInAnswer() throws Exception {
        client.send("complete_request", "{'code':'crash','cursor_pos':5}");

        JsonNode reply = client.reply().content();
        assertThat(reply.path("status").asText()).isEqualTo("error");
        assertThat(reply.path("ename").asText()).isEqualTo("IllegalStateException");
        assertThat(reply.path("evalue").asText()).isEqualTo("a defect");
    }

    @Test
    void closesCommOfUnknownTarget() throws Exception {
        Header request = client.send("comm_open", "{'comm_id':'c','target_name':'t','data':{}}");

        assertThat(client.publicationsOf(request)).containsExactly("busy", "comm_close", "idle");
    }

    @ParameterizedTest
    @CsvSource({"debug_request", "create_subshell_request", "apply_request"})
    void refusesUnknownRequest(String type) throws Exception {
        client.sendOnControl(type, "{}");

        JsonNode reply = client.controlReply().content();
        assertThat(reply.path("status").asText()).isEqualTo("error");
        assertThat(reply.path("evalue").asText())
                .isEqualTo("Unsupported request '" + type + "': the Sluice kernel does not offer it");
    }

    @Test
    void survivesBadMessages() throws Exception {
        client.sendFrames(List.of(new byte[0]));
        client.sendFrames(List.of("<IDS|MSG>".getBytes(UTF_8), "no".getBytes(UTF_8)));
        client.send("a_curious_message", "{}");

        assertThat(execute("{'code':'say a'}").path("status").asText()).isEqualTo("ok");
    }

    /**
     * As ZMTP 3.0 writes it: a greeting, who the peer is, and the head of a frame of 30 MB with more to come, or of a topic of
     * 257 bytes.
     */
    @ParameterizedTest
    @CsvSource({"DEALER, 0300000000 01e00000", "SUB, 0200000000 00000101"})
    void cutsOffStrangerWhoAnnouncesAFrameThatIsTooLong(String type, String head) throws Exception {
        String ready = "\5READY\13Socket-Type\0\0\0" + (char) type.length() + type;
        int port = type.equals("SUB") ? connection.iopubPort() : connection.shellPort();
        String greeting = "\u00ff\0\0\0\0\0\0\0\0\u007f\3\0NULL" + "\0".repeat(48);
        byte[] frame = HexFormat.of().parseHex(head.replace(" ", ""));
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
            stranger.setSoTimeout(10_000);
            OutputStream out = stranger.getOutputStream();
            InputStream in = stranger.getInputStream();
            out.write(greeting.getBytes(ISO_8859_1));
            assertThat(in.readNBytes(64)).hasSize(64);
            out.write(("\4" + (char) ready.length() + ready).getBytes(ISO_8859_1));
            assertThat(in.read()).isEqualTo(4);
            out.write(frame);

            // The rest of what the kernel says of itself, and then it hangs up.
            assertThat(in.readAllBytes()).hasSizeLessThan(256);
        }
        assertThat(execute("{'code':'say a'}").path("status").asText()).isEqualTo("ok");
    }

    /** A greeting of each version before ZMTP 3.0, no identity, and a frame with more to come. */
    @ParameterizedTest
    @CsvSource({
        "1.0,                    0100 020178",
        "1.0 with a long length, ff000000000000000100 020178",
        "2.0 with frames of 1.0, ff00000000000000017f 0005 0100 020178",
        "2.0,                    ff00000000000000017f 0105 0000 010178"
    })
    void cutsOffStrangerWhoSpeaksAnOlderProtocol(String version, String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (int port : List.of(
                connection.shellPort(),
                connection.controlPort(),
                connection.stdinPort(),
                connection.iopubPort(),
                connection.heartbeatPort())) {
            try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
                stranger.setSoTimeout(10_000);
                stranger.getOutputStream().write(bytes);

                assertThat(answerUntilTheEnd(stranger)).as(version).isLessThan(64);
            }
        }
        assertThat(execute("{'code':'say a'}").path("status").asText()).isEqualTo("ok");
        assertThat(client.beat("ping".getBytes(UTF_8))).isEqualTo("ping".getBytes(UTF_8));
    }

    /** Counts bytes until the kernel hangs up, which is a reset if it has not read all. */
    private static int answerUntilTheEnd(Socket stranger) throws IOException {
        int count = 0;
        try {
            while (stranger.getInputStream().read() >= 0) {
                count++;
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return count;
    }

    @Test
    void saysThatAThreadOfItsSocketsHasDied() throws Exception {
        ConnectionFile other = LocalConnection.onFreePorts("a-key");
        Channels dying = Channels.bind(other, new MessageFormat(new Signer(other.key())));
        Error error = new OutOfMemoryError("no room");
        dying.start(new Receiver() {
            @Override
            public void received(Channel channel, Incoming incoming) {
                throw error;
            }

            @Override
            public void subscribed(String topic) {
                throw error;
            }
        });
        try (TestClient caller = new TestClient(other)) {
            assertThat(caller.send("kernel_info_request", "{}").type()).isEqualTo("kernel_info_request");
            assertThat(dying.death().toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .isSameAs(error);
        }
        // Returns, though what is dead confirms nothing.
        dying.close();
        assertThat(new SocketsDiedException(error))
                .hasMessage(
                        "The kernel can hear nothing any more and ends: a thread of its sockets has died"
                                + " (java.lang.OutOfMemoryError: no room). Restart the kernel; its Spark session is given back");
    }

    @Test
    void echoesHeartbeat() {
        assertThat(client.beat("ping".getBytes(UTF_8))).isEqualTo("ping".getBytes(UTF_8));
    }

    @Test
    void echoesHeartbeatAfterStrangersSentGarbage() throws Exception {
        for (int stranger = 0; stranger < 20; stranger++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connection.heartbeatPort())) {
                byte[] garbage = new byte[256];
                new Random(stranger).nextBytes(garbage);
                garbage[0] = (byte) stranger;
                socket.getOutputStream().write(garbage);
            }
        }

        assertThat(client.beat("ping".getBytes(UTF_8))).isEqualTo("ping".getBytes(UTF_8));
    }

    @Test
    void repliesBeforeItShutsDown() throws Exception {
        client.sendOnControl("shutdown_request", "{'restart':true}");

        kernel.awaitShutdown();
        channels.close();
        assertThat(client.controlReply().content()).hasToString("{\"status\":\"ok\",\"restart\":true}");
    }

    @Test
    void welcomesEachListenerAndTellsTheFirstOfItsStart() throws Exception {
        Message status = client.publication();
        assertThat(status.parent()).isNull();
        assertThat(status.content()).hasToString("{\"execution_state\":\"starting\"}");

        try (TestClient second = new TestClient(connection)) {
            Message welcome = second.publication();
            assertThat(welcome.header().type()).isEqualTo("iopub_welcome");
            assertThat(welcome.content()).hasToString("{\"subscription\":\"\"}");
        }
    }

    @Test
    void namesThePortThatIsTaken() {
        assertThatThrownBy(() -> Channels.bind(connection, new MessageFormat(new Signer("k"))))
                .isExactlyInstanceOf(PortTakenException.class)
                .hasMessage("Cannot listen on 127.0.0.1:" + connection.shellPort()
                        + ": the port is taken or the address is not of this machine");
    }

    private void awaitSleeping() throws Exception {
        String type;
        do {
            type = client.publication().header().type();
        } while (!type.equals("stream"));
    }
}
