package dev.sluice.connector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.failure.TransferFailedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "samplews.database.windows.net|samplews.database.windows.net:1433",
                "[samplews].[database.windows.net]|samplews.database.windows.net:1433",
                "127.0.0.1:51433|127.0.0.1:51433",
                "127.0.0.1,51433|127.0.0.1:51433",
                "tcp:samplews.database.windows.net,1433|samplews.database.windows.net:1433",
                " localhost , 99 |localhost:99",
                "h:65535|h:65535"
            })
    void readsServers(String text, String expected) {
        assertThat(ServerAddress.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":1433", "host:", "host:0", "host:65536", "host:99999999999", "host:x", "a b", "h;x=1"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(TransferFailedException.class)
                .hasMessage("Invalid server '" + text + "'\nWhy: A server is host, host:port or host,port\n"
                        + "Fix: Write it as samplews.database.windows.net or samplews.database.windows.net,1433");
    }
}
