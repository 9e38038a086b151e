package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON text a Livy client finds in a statement's {@code output}.
 *
 * <pre>
 * {"status":"ok","execution_count":3,"data":{"text/plain":"..."}}
 * {"status":"error","execution_count":3,"ename":"...","evalue":"...","traceback":["..."]}
 * </pre>
 *
 * <p>An error of code that had printed something before has that as {@code data} beside it, in the shape of a success.
 * Livy's own REPL drops it.
 */
final class Reply {

    /**
     * Longest reply that is sent, in characters. Livy's RPC refuses messages over 50 MB and drops the whole session with
     * them; a character takes up to three bytes.
     */
    static final int MAX_LENGTH = 15_000_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Reply() {}

    /** Returns the reply as JSON; an outcome that is too long is replaced by an error that says so. */
    static String of(int statement, Outcome outcome) {
        String text = json(statement, outcome);
        return text.length() <= MAX_LENGTH ? text : tooLong(statement, text.length(), MAX_LENGTH);
    }

    /** Returns the reply of a statement whose output has {@code length} characters, where {@code most} can be carried. */
    static String tooLong(int statement, int length, int most) {
        return json(
                statement,
                Outcome.Failure.of(
                        "OutputTooLong",
                        "The output of this statement has " + length + " characters, Livy carries " + most
                                + ": show less of it"));
    }

    private static String json(int statement, Outcome outcome) {
        ObjectNode reply = MAPPER.createObjectNode();
        if (outcome instanceof Outcome.Success success) {
            reply.put("status", "ok").put("execution_count", statement);
            reply.set("data", success.data());
        } else if (outcome instanceof Outcome.Failure failure) {
            reply.put("status", "error").put("execution_count", statement);
            reply.put("ename", failure.name()).put("evalue", failure.value());
            failure.traceback().forEach(reply.putArray("traceback")::add);
            if (!failure.shown().isEmpty()) {
                reply.set("data", failure.shown());
            }
        }
        try {
            return WellFormed.text(MAPPER.writeValueAsString(reply));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the reply of statement " + statement + " as JSON", e);
        }
    }
}
