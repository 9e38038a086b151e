package dev.sluice.kernel.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
        ready("{\"name\":\"livy\",\"pid\":" + ProcessHandle.current().pid() + ",\"port\":8998}");

        assertThat(new PoolState(folder).livy()).hasToString("http://127.0.0.1:8998");
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
