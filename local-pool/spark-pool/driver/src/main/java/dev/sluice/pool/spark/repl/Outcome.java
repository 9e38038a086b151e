package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How a statement ended. */
sealed interface Outcome {

    /** MIME type of printed text. */
    String TEXT = "text/plain";

    /** Stdout, stderr and result of a cell, apart, where the interpreter can tell them; beside the text, which has all. */
    String OUTPUT = "application/vnd.sluice.output.v1+json";

    /** MIME type of a value of the {@code %json} magic and of an SQL result. */
    String JSON = "application/json";

    /** MIME type of a value of the {@code %table} magic. */
    String TABLE = "application/vnd.livy.table.v1+json";

    /** Returns the success that shows {@code text} alone. */
    static Outcome text(String text) {
        return new Success(JsonNodeFactory.instance.objectNode().put(TEXT, text));
    }

    /** Returns what code shows that printed {@code out} and complained {@code err}: as text, and apart if it complained. */
    static ObjectNode printed(String out, String err) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        if (err.isEmpty()) {
            return shown.put(TEXT, out);
        }
        shown.put(TEXT, joined(out.stripTrailing(), err.stripTrailing()));
        shown.putObject(OUTPUT).put("stdout", out).put("stderr", err);
        return shown;
    }

    /** Returns both texts, the second on a line of its own. */
    static String joined(String first, String second) {
        return first.isEmpty() ? second : first + '\n' + second;
    }

    /**
     * The code ended well.
     *
     * @param data what it showed, by MIME type
     */
    record Success(ObjectNode data) implements Outcome {}

    /**
     * The code ended in an error that is the user's to see.
     *
     * @param name class of the error; Livy writes "Error" for Scala and SQL
     * @param value its message
     * @param traceback lines, each with its line end where the language gives one
     * @param shown what the code showed before, by MIME type as in a success; empty when that is nothing
     */
    record Failure(String name, String value, List<String> traceback, ObjectNode shown) implements Outcome {
        public Failure {
            traceback = List.copyOf(traceback);
        }

        Failure(String name, String value, List<String> traceback) {
            this(name, value, traceback, JsonNodeFactory.instance.objectNode());
        }

        /** What Livy calls every error of Scala and SQL. */
        static final String ERROR = "Error";

        static Failure of(String name, String value) {
            return new Failure(name, value, List.of());
        }

        /** Returns the same failure of code that had shown {@code data} before; no text counts as nothing. */
        Failure after(ObjectNode data) {
            boolean nothing = data.path(TEXT).asText("").isBlank();
            return nothing ? this : new Failure(name, value, traceback, data);
        }
    }
}
