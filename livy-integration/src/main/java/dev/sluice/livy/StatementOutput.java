package dev.sluice.livy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a statement said.
 *
 * <p>Content is by MIME type: text, or a tree of maps, lists, strings, numbers, booleans and null.
 */
public sealed interface StatementOutput {

    /** Returns the content. Of a statement that did not end well it is what was printed before, as far as the server tells. */
    Map<String, @Nullable Object> data();

    /** It ran to its end. */
    record Ok(Map<String, @Nullable Object> data) implements StatementOutput {
        public Ok {
            data = copy(data);
        }
    }

    /**
     * It failed.
     *
     * @param name class of the error; Livy says {@code Error} for every error of Scala and SQL
     * @param value its message
     */
    record Failed(String name, String value, List<String> traceback, Map<String, @Nullable Object> data)
            implements StatementOutput {
        public Failed {
            traceback = List.copyOf(traceback);
            data = copy(data);
        }

        /** Makes a failure before which nothing was printed. */
        public Failed(String name, String value, List<String> traceback) {
            this(name, value, traceback, Map.of());
        }
    }

    /** It was cancelled. */
    record Cancelled(Code code, Map<String, @Nullable Object> data) implements StatementOutput {
        public Cancelled {
            data = copy(data);
        }

        /** Makes a cancellation before which nothing was printed. */
        public Cancelled(Code code) {
            this(code, Map.of());
        }
    }

    /** What became of the code of a statement that was cancelled. */
    enum Code {
        /** It was not posted. */
        NOT_RUN,
        /** It has ended. */
        ENDED,
        /** It goes on in the driver: Livy can cancel Spark jobs, but not code between them. */
        RUNNING,
        /** The server did not confirm the cancellation. */
        UNKNOWN
    }

    private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> data) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
