package dev.sluice.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.kernel.channel.ConnectionFile;
import dev.sluice.kernel.channel.LocalConnection;
import dev.sluice.kernel.message.Header;
import dev.sluice.kernel.message.Message;
import dev.sluice.kernel.message.MessageFormat;
import dev.sluice.kernel.message.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A kernel process with little memory, and messages of a stranger, who reaches its ports and has not its key. */
@Timeout(120)
final class HostileMessagesTest {

    private static final int ANSWER_TIMEOUT = 30_000;

    private final ConnectionFile connection = LocalConnection.onFreePorts("a-key");
    private final MessageFormat format = new MessageFormat(new Signer(connection.key()));
    private final ZContext context = new ZContext(1);
    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void endsKernel() {
        started.forEach(Process::destroyForcibly);
        context.setLinger(0);
        context.close();
    }

    /** The one of 12 times 30 MB left the kernel deaf for good. */
    @ParameterizedTest
    @CsvSource({"12, 31457280", "200, 8388608", "200000, 4096"})
    void answersAfterAMessageOfAStrangerThatIsLargerThanItsMemory(int parts, int bytes) throws Exception {
        Process kernel = start("256m");
        assertThat(answer()).isEqualTo("kernel_info_reply");
        ZMQ.Socket stranger = connected();
        byte[] part = new byte[bytes];
        for (int i = 0; i < parts; i++) {
            stranger.send(part, i < parts - 1 ? ZMQ.SNDMORE : 0);
        }
        // Answered on the same connection: what was sent before has been taken, or the kernel has cut it off.
        write(stranger, request());

        assertThat(type(read(stranger))).isEqualTo("kernel_info_reply");
        assertThat(answer()).isEqualTo("kernel_info_reply");
        assertThat(kernel.isAlive()).as(log()).isTrue();
    }

    @Test
    void doesASignedMessageOnce() throws Exception {
        Process kernel = start("256m");
        ZMQ.Socket shell = connected();
        List<byte[]> frames = request();
        write(shell, frames);
        assertThat(type(read(shell))).isEqualTo("kernel_info_reply");
        ZMQ.Socket stranger = connected();
        write(stranger, frames);

        assertThat(answer()).isEqualTo("kernel_info_reply");
        assertThat(stranger.recv(ZMQ.DONTWAIT)).isNull();
        assertThat(kernel.isAlive()).as(log()).isTrue();
    }

    /** More connections, each with a message within the caps, than there is memory for. */
    @Test
    void endsWithALineWhenAThreadOfItsSocketsDies() throws Exception {
        Process kernel = start("32m");
        assertThat(answer()).isEqualTo("kernel_info_reply");
        byte[] part = new byte[15 << 20];
        for (int i = 0; i < 8; i++) {
            ZMQ.Socket stranger = connected();
            stranger.send(part, ZMQ.SNDMORE);
            stranger.send("the end");
        }

        assertThat(kernel.waitFor(60, TimeUnit.SECONDS)).as(log()).isTrue();
        assertThat(kernel.exitValue()).isEqualTo(4);
        assertThat(log())
                .contains(
                        "sluice kernel: The kernel can hear nothing any more and ends: a thread of its sockets has died"
                                + " (java.lang.OutOfMemoryError: ");
    }

    private Process start(String heap) throws IOException {
        Path file = folder.resolve("connection.json");
        Files.write(
                file,
                new ObjectMapper()
                        .writeValueAsBytes(Map.of(
                                "ip",
                                connection.ip(),
                                "shell_port",
                                connection.shellPort(),
                                "iopub_port",
                                connection.iopubPort(),
                                "stdin_port",
                                connection.stdinPort(),
                                "control_port",
                                connection.controlPort(),
                                "hb_port",
                                connection.heartbeatPort(),
                                "key",
                                connection.key())));
        Process kernel = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx" + heap,
                        "-cp",
                        PythonTests.classPath(),
                        ScriptedKernelMain.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        started.add(kernel);
        return kernel;
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Asks on a connection of its own and returns the type of the reply. */
    private String answer() throws Exception {
        ZMQ.Socket shell = connected();
        write(shell, request());
        return type(read(shell));
    }

    private ZMQ.Socket connected() {
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
        socket.setReceiveTimeOut(ANSWER_TIMEOUT);
        socket.setSndHWM(0);
        socket.connect("tcp://127.0.0.1:" + connection.shellPort());
        return socket;
    }

    private List<byte[]> request() {
        return format.encode(
                List.of(),
                new Message(
                        Header.of("kernel_info_request", "client", Instant.now()),
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.objectNode()));
    }

    private static void write(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    private static List<byte[]> read(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                throw new AssertionError("Nothing came within " + ANSWER_TIMEOUT + " ms");
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        return frames;
    }

    private String type(List<byte[]> frames) throws Exception {
        assertThat(new String(frames.get(0), UTF_8)).isEqualTo("<IDS|MSG>");
        return format.decode(frames).message().header().type();
    }
}
