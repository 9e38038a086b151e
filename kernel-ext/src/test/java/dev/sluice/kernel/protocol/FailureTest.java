package dev.sluice.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.kernel.channel.Channel;
import dev.sluice.kernel.message.Header;
import dev.sluice.kernel.message.Message;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

    private static Request request(String session, String sent, String received) {
        Header header = new Header("m", session, "u", sent, "execute_request", "5.4");
        Message message =
                new Message(header, null, JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode());
        return new Request(Channel.SHELL, List.of(), message, Instant.parse("2026-01-01T00:00:" + received + "Z"));
    }

    /** The cell was received at 10 s and failed at 12 s by the kernel's clock; it was sent in another year by the client's. */
    @ParameterizedTest
    @CsvSource({
        "same,  2020-01-01T00:00:00Z,             11, true",
        "other, 2020-01-01T00:00:00Z,             11, true",
        "same,  2020-01-01T00:00:01Z,             13, true",
        "same,  2020-01-01T00:00:01.999+00:00,    13, true",
        "same,  2020-01-01T00:00:01,              13, true",
        "same,  2020-01-01T01:00:01.999999+01:00, 13, true",
        "same,  2020-01-01T00:00:02Z,             13, false",
        "same,  2020-01-01T00:00:03Z,             13, false",
        "same,  2019-12-31T23:59:59Z,             13, false",
        "other, 2020-01-01T00:00:01Z,             13, false",
        "same,  yesterday,                        13, false",
        "same,  '',                               13, false",
    })
    void abortsWhatWasSentBeforeItCouldBeSeen(String session, String sent, String received, boolean aborts) {
        Failure failure =
                new Failure(request("same", "2020-01-01T00:00:00Z", "10"), Instant.parse("2026-01-01T00:00:12Z"));

        assertThat(failure.aborts(request(session, sent, received))).isEqualTo(aborts);
    }
}
