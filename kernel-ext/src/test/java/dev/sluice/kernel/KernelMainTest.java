package dev.sluice.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.channel.ConnectionFile;
import dev.sluice.kernel.channel.LocalConnection;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelMainTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) throws InterruptedException {
        return KernelMain.run(List.of(arguments), new PrintStream(err, true, UTF_8));
    }

    @Test
    void refusesConnectionFileThatIsMissing() throws Exception {
        assertThat(run("--connection-file", "gone.json", "--pool-state", "s")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .isEqualTo("sluice kernel: Cannot read connection file 'gone.json': there is no such file\n");
    }

    @Test
    void refusesUnknownOption() throws Exception {
        assertThat(run("--colour", "blue")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("sluice kernel: Unknown option '--colour'");
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        ConnectionFile free = LocalConnection.onFreePorts("k");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = Files.writeString(
                    folder.resolve("connection.json"),
                    "{\"shell_port\":" + free.shellPort() + ",\"iopub_port\":" + taken.getLocalPort()
                            + ",\"stdin_port\":" + free.stdinPort() + ",\"control_port\":" + free.controlPort()
                            + ",\"hb_port\":" + free.heartbeatPort() + ",\"ip\":\"127.0.0.1\",\"key\":\"k\"}");

            assertThat(run("--connection-file", file.toString(), "--livy", "http://127.0.0.1:1"))
                    .isEqualTo(3);
            assertThat(err.toString(UTF_8))
                    .startsWith("sluice kernel: Cannot listen on 127.0.0.1:" + taken.getLocalPort() + ':');
        }
    }
}
