package dev.sluice.pool.sql.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostPathsTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\u0001',
            value = {
                "IO Error: Cannot open file \"/home/ann b/.sluice/x.parq\": Permission denied"
                        + " => IO Error: Cannot open file \"x.parq\": Permission denied",
                "No magic bytes found at end of file '/a/b/c' => No magic bytes found at end of file 'c'",
                "java.nio.file.AccessDeniedException: /home/ann/.sluice/lake/x"
                        + " => java.nio.file.AccessDeniedException: x",
                "failed to write to /tmp/spill/, full => failed to write to , full",
                "abfss://lake@acct.dfs.core.windows.net/a/b => abfss://lake@acct.dfs.core.windows.net/a/b",
                "1/2 and a/b/c => 1/2 and a/b/c",
            })
    void aPathIsItsLastName(String message, String hidden) {
        assertThat(HostPaths.hidden(message)).isEqualTo(hidden);
    }
}
