package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTest {

    @Test
    void aSuccessCarriesItsData() {
        assertThat(Reply.of(3, Outcome.text("ü\n")))
                .isEqualTo("{\"status\":\"ok\",\"execution_count\":3,\"data\":{\"text/plain\":\"ü\\n\"}}");
    }

    @Test
    void aFailureCarriesNameValueAndTraceback() {
        assertThat(Reply.of(0, new Outcome.Failure("E", "why", List.of("a\n", "b\n"))))
                .isEqualTo("{\"status\":\"error\",\"execution_count\":0,\"ename\":\"E\",\"evalue\":\"why\","
                        + "\"traceback\":[\"a\\n\",\"b\\n\"]}");
    }

    @Test
    void anOutputThatLivyCannotCarryIsReplacedByAnError() {
        String reply = Reply.of(1, Outcome.text("x".repeat(Reply.MAX_LENGTH)));

        assertThat(reply)
                .contains("\"ename\":\"OutputTooLong\"")
                .contains("characters, Livy carries 15000000: show less of it");
    }
}
