package dev.sluice.kernel.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionFileTest {

    private static final String GOOD = """
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 65535,
             "ip": "127.0.0.1", "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "x"}
            """;

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("kernel.json"), text);
    }

    @Test
    void readsPortsAndKey() throws Exception {
        assertThat(ConnectionFile.read(file(GOOD))).isEqualTo(new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 65_535, "k"));
    }

    @Test
    void needsNoKeyOnLoopback() throws Exception {
        assertThat(ConnectionFile.read(file(GOOD.replace("\"k\"", "\"\""))).key())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "shell_port": 1 | "shell_port": 0      | Invalid connection file 'F': shell_port is '0', expected a port from 1 to 65535
            "hb_port": 65535 | "hb_port": 65536    | Invalid connection file 'F': hb_port is '65536', expected a port from 1 to 65535
            "iopub_port"    | "other"              | Invalid connection file 'F': iopub_port is '', expected a port from 1 to 65535
            "tcp"           | "ipc"                | Unsupported transport 'ipc' in connection file 'F': expected tcp
            hmac-sha256     | hmac-md5             | Unsupported signature_scheme 'hmac-md5' in connection file 'F': expected hmac-sha256
            {               | [                    | Cannot read connection file 'F': it is no JSON file
            """)
    void refusesWhatItCannotUse(String part, String replacement, String message) throws IOException {
        Path file = file(GOOD.replace(part, replacement));

        assertThatThrownBy(() -> ConnectionFile.read(file))
                .isExactlyInstanceOf(InvalidConnectionException.class)
                .hasMessage(message.replace("'F'", "'" + file + "'"));
    }

    @Test
    void refusesToListenForEveryoneWithoutKey() throws IOException {
        Path file = file(GOOD.replace("\"k\"", "\"\"").replace("127.0.0.1", "0.0.0.0"));

        assertThatThrownBy(() -> ConnectionFile.read(file))
                .hasMessage("Invalid connection file '" + file
                        + "': no key, which is allowed on 127.0.0.1 only and not on 0.0.0.0");
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> ConnectionFile.read(Path.of("gone.json")))
                .isExactlyInstanceOf(InvalidConnectionException.class)
                .hasMessage("Cannot read connection file 'gone.json': there is no such file");
    }
}
