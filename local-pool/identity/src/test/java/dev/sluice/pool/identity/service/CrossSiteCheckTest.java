package dev.sluice.pool.identity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CrossSiteCheckTest {

    private final CrossSiteCheck check = new CrossSiteCheck("https", Set.of("acct.dfs.core.windows.net"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host=127.0.0.1:4711",
                "Host=127.0.0.1",
                "Host=localhost:4711",
                "Host=LOCALHOST:1",
                "Host=acct.dfs.core.windows.net",
                "Host=acct.dfs.core.windows.net:443",
                "Host=127.0.0.1:4711; Origin=https://127.0.0.1:4711; Sec-Fetch-Site=same-origin",
                "Host=localhost:4711; Sec-Fetch-Site=none"
            })
    void letsPassWhatProgramsAndOwnPagesAskFor(String headers) {
        assertThat(check.refusal(headers(headers)::get)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Other=x                                     | no header Host
            Host=                                       | the header Host:
            Host=evil.example:4711                      | the header Host: evil.example:4711
            Host=127.0.0.1.evil.example                 | the header Host: 127.0.0.1.evil.example
            Host=localhost:4711:1                       | the header Host: localhost:4711:1
            Host=localhost:x                            | the header Host: localhost:x
            Host=evil.example@localhost                 | the header Host: evil.example@localhost
            Host=[::1]:4711                             | the header Host: [::1]:4711
            Host=localhost,evil.example                 | the header Host: localhost, evil.example
            """)
    void refusesHostsThatAreNotItsOwn(String headers, String told) {
        assertThat(check.refusal(headers(headers)::get))
                .hasValue(
                        "Refused: this service is reached as 127.0.0.1 or acct.dfs.core.windows.net or localhost only,"
                                + " and the request has " + told + (told.endsWith(":") ? " ." : "."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Origin=https://evil.example                 | the header Origin: https://evil.example
            Origin=null                                 | the header Origin: null
            Origin=http://127.0.0.1:4711                | the header Origin: http://127.0.0.1:4711
            Origin=https://127.0.0.1:4712               | the header Origin: https://127.0.0.1:4712
            Origin=https://localhost:4711               | the header Origin: https://localhost:4711
            Origin=https://127.0.0.1:4711,https://e.org | the header Origin: https://127.0.0.1:4711, https://e.org
            Sec-Fetch-Site=cross-site                   | the header Sec-Fetch-Site: cross-site
            Sec-Fetch-Site=same-site                    | the header Sec-Fetch-Site: same-site
            Sec-Fetch-Site=none,none                    | the header Sec-Fetch-Site: none, none
            """)
    void refusesPagesOfOtherSites(String header, String told) {
        assertThat(check.refusal(headers("Host=127.0.0.1:4711; " + header)::get))
                .hasValue(
                        "Refused: pages of other sites may not use the local pool, and the request has " + told + '.');
    }

    @Test
    void refusesTheSameHostTwice() {
        assertThat(check.refusal(name -> name.equals("Host") ? List.of("localhost", "localhost") : List.of()))
                .isPresent();
    }

    /** Reads {@code name=value,value; name=value}; of what is not named there is nothing. */
    private static HeaderValues headers(String text) {
        return new HeaderValues(Arrays.stream(text.split("; ", -1))
                .map(header -> header.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> List.of(pair[1].split(",", -1)))));
    }

    private record HeaderValues(Map<String, List<String>> values) {
        List<String> get(String name) {
            return values.getOrDefault(name, List.of());
        }
    }
}
