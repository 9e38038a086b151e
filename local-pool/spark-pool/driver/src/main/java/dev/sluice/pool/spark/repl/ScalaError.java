package dev.sluice.pool.spark.repl;

import java.util.ArrayList;
import java.util.List;

/**
 * What the Scala REPL prints about a failure, in Livy's shape: the first line is the value, the rest the traceback.
 *
 * <pre>
 * &lt;console&gt;:24: error: not found: value x        java.lang.RuntimeException: no
 *        x                                         at .error(&lt;console&gt;:24)
 *        ^                                         ... 39 elided
 * </pre>
 */
final class ScalaError {

    private ScalaError() {}

    /** Returns the failure that {@code printed} tells of. Hints about deprecated features before it are left out. */
    static Outcome.Failure of(String printed) {
        List<String> lines = new ArrayList<>(List.of(printed.split("(?<=\n)", 0)));
        while (lines.size() > 1
                && (lines.get(0).startsWith("warning: there w") || lines.get(0).isBlank())) {
            lines.remove(0);
        }
        String first = lines.get(0).strip();
        return new Outcome.Failure(
                Outcome.Failure.ERROR, first.isEmpty() ? "unknown error" : first, lines.subList(1, lines.size()));
    }
}
