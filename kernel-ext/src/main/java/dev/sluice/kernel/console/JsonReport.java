package dev.sluice.kernel.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutcome.Succeeded;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells one line of JSON per cell, when it has ended:
 *
 * <pre>{"cell":0,"status":"ok","seconds":1.2,"data":{"text/plain":"..."},"ename":null,"evalue":null}</pre>
 *
 * <p>{@code status} is {@code ok} or {@code error}. In {@code data}, {@code text/plain} is all that the cell printed, showed
 * and returned, in this order (progress aside); each other form is that of the last content that had it.
 */
public final class JsonReport implements CellReport {

    private final ObjectMapper json = new ObjectMapper();
    private final PrintStream out;
    private final PrintStream err;
    private Transcript transcript = new Transcript();

    /**
     * Makes a report.
     *
     * @param out takes the lines
     * @param err takes the standard error of the cells
     */
    public JsonReport(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public CellOutput begin(int cell) {
        transcript = new Transcript();
        return transcript;
    }

    @Override
    public void end(int cell, CellOutcome outcome, Duration elapsed) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("cell", cell);
        line.put("status", outcome instanceof Succeeded ? "ok" : "error");
        line.put("seconds", elapsed.toMillis() / 1000.0);
        line.put("data", transcript.forms(outcome instanceof Succeeded succeeded ? succeeded.result() : null));
        line.put("ename", outcome instanceof Failed failed ? failed.name() : null);
        line.put("evalue", outcome instanceof Failed failed ? failed.message() : null);
        try {
            out.println(TerminalText.ofJson(json.writeValueAsString(line)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write a result as JSON: " + e.getOriginalMessage(), e);
        }
        out.flush();
    }

    /** What one cell said. */
    private final class Transcript implements CellOutput {

        private final StringBuilder text = new StringBuilder();
        private final Map<String, Object> forms = new LinkedHashMap<>();

        @Override
        public synchronized void text(Stream stream, String said) {
            if (stream == Stream.OUT) {
                text.append(said);
            } else {
                err.print(TerminalText.of(said));
                err.flush();
            }
        }

        @Override
        public synchronized void display(MimeBundle content) {
            add(content);
        }

        @Override
        public void progress(MimeBundle content) {
            // Of no use once the cell has ended, and its line is written then.
        }

        @Override
        public void endProgress() {
            // None is shown.
        }

        private synchronized Map<String, Object> forms(@Nullable MimeBundle result) {
            if (result != null) {
                add(result);
            }
            if (text.length() > 0) {
                forms.put(MimeBundle.TEXT, text.toString());
            }
            return forms;
        }

        private void add(MimeBundle content) {
            if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            text.append(content.text());
            forms.putAll(content.forms());
        }
    }
}
