package dev.sluice.kernel.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.ScriptedCells;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CellFileRunnerTest {

    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(outBytes, true, UTF_8);
    private final PrintStream err = new PrintStream(errBytes, true, UTF_8);
    private final AtomicLong now = new AtomicLong();
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.getAndAdd(1250));

    private int run(CellReport report, String text) {
        return new CellFileRunner(new ScriptedCells(), report, clock).run(CellFile.parse(text));
    }

    private String out() {
        return outBytes.toString(UTF_8);
    }

    private String err() {
        return errBytes.toString(UTF_8);
    }

    @Test
    void printsOutputAndResults() {
        int code = run(
                new TextReport(out, err, ProgressLine.none()),
                "say a\n# %%\nvalue b\n# %%\nshow c\n# %%\nwarn d\n# %%\nprogress\n# %%\n");

        assertThat(code).isZero();
        assertThat(out()).isEqualTo("a\nb\nc\n");
        assertThat(err()).isEqualTo("d\n");
    }

    @Test
    void stopsAtTheFirstCellThatFails() {
        int code = run(new TextReport(out, err, ProgressLine.none()), "say a\n# %%\nboom x\n# %%\nsay b");

        assertThat(code).isEqualTo(1);
        assertThat(out()).isEqualTo("a\n");
        assertThat(err()).isEqualTo("Boom: it failed: x\n");
    }

    @Test
    void failsCellWithDefect() {
        assertThat(run(new TextReport(out, err, ProgressLine.none()), "crash")).isEqualTo(1);
        assertThat(err())
                .isEqualTo(
                        "IllegalStateException: a defect\nThis is a defect of Sluice. The log has its stack trace.\n");
    }

    @Test
    void showsProgressOnOneLineThatGoesAway() {
        run(new TextReport(out, err, ProgressLine.of(err, 5)), "progress\n# %%\nsay a\n# %%\nshow b");

        String erase = "\r\u001b[2K";
        assertThat(err()).isEqualTo(erase + "0 %" + erase + "50 %" + erase);
        assertThat(out()).isEqualTo("a\nb\n");
    }

    /** OSC 52 writes the clipboard of a terminal; the C1 form of its introducer is one character. */
    @Test
    void letsNoControlSequenceOfOthersReachTheTerminal() {
        String osc = "\u001b]52;c;ZXZpbA==\u0007\u009b2J";
        String shown = "␛]52;c;ZXZpbA==␇\uFFFD2J";
        for (String cell : new String[] {"say ", "value ", "show ", "warn ", "boom ", "bundle "}) {
            run(new TextReport(out, err, ProgressLine.none()), cell + osc);
            assertThat(out() + err()).as(cell).contains(shown).doesNotContain("\u001b", "\u0007", "\u009b");
            run(new JsonReport(out, err), cell + osc);
            assertThat(out() + err()).as(cell).doesNotContain("\u001b", "\u0007", "\u009b");
        }
        ProgressLine.of(err, 80).show("Session \u009b2J");
        assertThat(err()).doesNotContain("\u009b");
    }

    @Test
    void keepsWhatWasPrintedBeforeAnError() {
        assertThat(run(new JsonReport(out, err), "sayboom")).isEqualTo(1);

        assertThat(out())
                .contains("\"status\":\"error\"")
                .contains("\"data\":{\"text/plain\":\"before\\n\"}")
                .contains("\"ename\":\"Boom\"");
        assertThat(err()).isEqualTo("careful\n");
    }

    @Test
    void tellsOneLineOfJsonPerCell() {
        int code = run(new JsonReport(out, err), "say a\n# %%\nbundle b\n# %%\nwarn c\n# %%\nprogress\n# %%\nboom x");

        assertThat(code).isEqualTo(1);
        assertThat(out().lines())
                .containsExactly(
                        line(0, "ok", "{\"text/plain\":\"a\\n\"}", "null", "null"),
                        // The forms of this content have no stated order, hence the two ways to write it.
                        out().lines().toList().get(1),
                        line(2, "ok", "{}", "null", "null"),
                        line(3, "ok", "{}", "null", "null"),
                        line(4, "error", "{}", "\"Boom\"", "\"it failed: x\""));
        assertThat(out().lines().toList().get(1))
                .contains("\"text/plain\":\"b\"", "\"application/json\":{\"rows\":[1]}");
        assertThat(err()).isEqualTo("c\n");
    }

    private static String line(int cell, String status, String data, String name, String value) {
        return "{\"cell\":" + cell + ",\"status\":\"" + status + "\",\"seconds\":1.25,\"data\":" + data + ",\"ename\":"
                + name + ",\"evalue\":" + value + "}";
    }
}
