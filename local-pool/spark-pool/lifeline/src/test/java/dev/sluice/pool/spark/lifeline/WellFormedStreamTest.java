package dev.sluice.pool.spark.lifeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WellFormedStreamTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final WellFormedStream stream = new WellFormedStream(written);

    @Test
    void textIsPassedOnHoweverItIsCut() throws IOException {
        String text = "ğ ü ☃ \ud83d\ude00\n".repeat(3_000);

        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            stream.write(each);
        }
        stream.write(text.getBytes(StandardCharsets.UTF_8));

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(text + text);
    }

    @Test
    void whatIsNoTextIsReplaced() throws IOException {
        stream.write(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3, '\n', (byte) 0xf0, (byte) 0x9f, 'c'});

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("a\ufffdb\ufffd\n\ufffdc");
    }
}
