package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import scala.Console;

class JvmOutputTest {

    @Test
    void aStatementGetsWhatIsWrittenWhileItRuns() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        JvmOutput output = new JvmOutput(log);

        write(output, "before ");
        output.begin();
        write(output, "ü1");
        assertThat(output.drain()).isEqualTo("ü1");
        write(output, "2");
        assertThat(output.drain()).isEqualTo("2");
        write(output, "late");
        output.end();
        write(output, "after");
        output.write('!');

        assertThat(output.drain()).isEmpty();
        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("before after!");
    }

    @Test
    void scalasConsoleWritesToItInTheThreadAndThoseItStarts() {
        JvmOutput output = new JvmOutput(new ByteArrayOutputStream());
        JvmOutput errors = new JvmOutput(new ByteArrayOutputStream());
        output.begin();
        errors.begin();

        JvmOutput.around(output, errors, () -> {
            Console.print("own ");
            Console.err().print("complaint");
            Thread child = new Thread(() -> Console.print("child"));
            child.start();
            try {
                child.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(output.drain()).isEqualTo("own child");
        assertThat(errors.drain()).isEqualTo("complaint");
    }

    @Test
    void whatIsTooMuchIsCutWithALineThatSaysSoOnce() {
        JvmOutput output = new JvmOutput(new ByteArrayOutputStream());
        output.begin();
        // Each of these letters has two bytes; the last one that fits is cut in half.
        write(output, "a" + "ü".repeat(JvmOutput.MAX_BYTES / 2));

        assertThat(output.drain())
                .isEqualTo("a" + "ü".repeat(JvmOutput.MAX_BYTES / 2 - 1)
                        + "\n... (the output is longer than 5000000 bytes)\n");
        write(output, "more");
        assertThat(output.drain()).isEmpty();

        output.begin();
        write(output, "of the next");
        assertThat(output.drain()).isEqualTo("of the next");
    }

    @Test
    void aLogThatIsGoneDoesNotFailTheWriter() {
        JvmOutput output = new JvmOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        });

        write(output, "lost");

        assertThat(output.drain()).isEmpty();
    }

    private static void write(JvmOutput output, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
    }
}
