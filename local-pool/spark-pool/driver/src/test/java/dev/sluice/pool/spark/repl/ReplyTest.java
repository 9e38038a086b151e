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
    void aFailureCarriesWhatWasShownBefore() {
        Outcome.Failure failure = Outcome.Failure.of("E", "why");

        assertThat(Reply.of(0, failure.after(Outcome.printed("step 1\n", "careful\n"))))
                .isEqualTo("{\"status\":\"error\",\"execution_count\":0,\"ename\":\"E\",\"evalue\":\"why\","
                        + "\"traceback\":[],\"data\":{\"text/plain\":\"step 1\\ncareful\","
                        + "\"application/vnd.sluice.output.v1+json\":"
                        + "{\"stdout\":\"step 1\\n\",\"stderr\":\"careful\\n\"}}}");
        assertThat(Reply.of(0, failure.after(Outcome.printed("", "")))).doesNotContain("data");
    }

    /** As they are, they have no form in UTF-8, and Livy could not send the reply. */
    @Test
    void halvesOfSurrogatePairsAreSpeltOut() {
        assertThat(Reply.of(0, Outcome.text("a\ud83d b\ude00 \ud83d\ude00 \ud83d")))
                .isEqualTo("{\"status\":\"ok\",\"execution_count\":0,"
                        + "\"data\":{\"text/plain\":\"a\\\\ud83d b\\\\ude00 \ud83d\ude00 \\\\ud83d\"}}");
    }

    @Test
    void anOutputThatLivyCannotCarryIsReplacedByAnError() {
        String reply = Reply.of(1, Outcome.text("x".repeat(Reply.MAX_LENGTH)));

        assertThat(reply)
                .contains("\"ename\":\"OutputTooLong\"")
                .contains("characters, Livy carries 15000000: show less of it");
    }
}
