package dev.sluice.kernel.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolStateTest {

    @TempDir
    Path folder;

    @Test
    void findsLivy() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "geheim\n");
        ready(alive(",\"user\":\"sluice\",\"passwordFile\":\"" + password + "\""));

        LocalLivy livy = new PoolState(folder).livy();

        assertThat(livy)
                .isEqualTo(new LocalLivy(URI.create("http://127.0.0.1:8998"), "sluice", "geheim"))
                .hasToString("LocalLivy[address=http://127.0.0.1:8998, user=sluice, password=redacted]");
        // The base64 of sluice:geheim.
        assertThat(livy.endpoint().authentication().authorization()).contains("Basic c2x1aWNlOmdlaGVpbQ==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"user\":\"sluice\"", ",\"user\":\"sluice\",\"passwordFile\":null"})
    void asksForNewStartOfPoolThatLetsEverybodyIn(String login) throws IOException {
        ready(alive(login));

        assertThatThrownBy(() -> new PoolState(folder).livy())
                .isExactlyInstanceOf(PoolNotRunningException.class)
                .hasMessage(
                        "The local pool was started by an older Sluice, whose Livy lets everybody of this machine in."
                                + " Start it anew: ./sluice up");
    }

    @Test
    void saysThatPasswordCannotBeRead() throws IOException {
        Path gone = folder.resolve("gone");
        ready(alive(",\"user\":\"sluice\",\"passwordFile\":\"" + gone + "\""));

        assertThatThrownBy(() -> new PoolState(folder).livy())
                .isExactlyInstanceOf(PoolNotRunningException.class)
                .hasMessage(
                        "Cannot read the password of the local Livy from " + gone + ": NoSuchFileException. Start the"
                                + " pool anew, which makes it: ./sluice down, then ./sluice up");
    }

    private static String alive(String login) {
        return "{\"name\":\"livy\",\"pid\":" + ProcessHandle.current().pid() + ",\"port\":8998" + login + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"name\":\"livy\",\"pid\":4999999,\"port\":8998}",
                "{\"name\":\"livy\",\"pid\":1,\"port\":0}"
            })
    void saysHowToStartPoolThatDoesNotRun(String content) throws IOException {
        ready(content);

        assertThatThrownBy(() -> new PoolState(folder).livy())
                .isExactlyInstanceOf(PoolNotRunningException.class)
                .hasMessage("The local pool is not running. Start it: ./sluice up");
    }

    @Test
    void saysHowToStartPoolThatNeverRan() {
        assertThatThrownBy(() -> new PoolState(folder.resolve("gone")).livy())
                .hasMessage("The local pool is not running. Start it: ./sluice up");
    }

    private void ready(String content) throws IOException {
        Files.writeString(folder.resolve("livy.json"), content);
    }
}
