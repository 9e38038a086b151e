package dev.sluice.livy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a statement said. */
public sealed interface StatementOutput {

    /**
     * It ran to its end.
     *
     * @param data content by MIME type: text, or a tree of maps, lists, strings, numbers, booleans and null
     */
    record Ok(Map<String, @Nullable Object> data) implements StatementOutput {
        public Ok {
            data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }
    }

    /**
     * It failed.
     *
     * @param name class of the error; Livy says {@code Error} for every error of Scala and SQL
     * @param value its message
     */
    record Failed(String name, String value, List<String> traceback) implements StatementOutput {
        public Failed {
            traceback = List.copyOf(traceback);
        }
    }

    /**
     * It was cancelled.
     *
     * @param stillRunning whether code goes on in the driver: Livy can cancel Spark jobs, but not code between them
     */
    record Cancelled(boolean stillRunning) implements StatementOutput {}
}
