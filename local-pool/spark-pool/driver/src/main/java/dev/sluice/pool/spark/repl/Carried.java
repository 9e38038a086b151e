package dev.sluice.pool.spark.repl;

import java.util.Objects;
import org.apache.livy.rsc.driver.Statement;

/**
 * What one message of Livy's RPC carries of several statements.
 *
 * <p>livy-rsc refuses to send a message over 50 MB and drops the session's channel instead, and with it the session. One
 * output is short enough ({@link Reply#MAX_LENGTH}); a list of statements may not be. The newest come first: theirs is
 * what somebody waits for.
 */
final class Carried {

    /** Characters of code and output in one message; a character takes up to three bytes. */
    static final int MAX_LENGTH = 16_000_000;

    /** What is left of the code of a statement that the message has no room for, in characters. */
    static final int SHORT_CODE = 1_000;

    private Carried() {}

    /** Returns the statements with what does not fit replaced: an output by an error that says so, code by its beginning. */
    static Statement[] of(Statement[] statements) {
        Statement[] carried = statements.clone();
        long room = MAX_LENGTH;
        for (int i = carried.length - 1; i >= 0; i--) {
            carried[i] = within(room, carried[i]);
            room -= length(carried[i]);
        }
        return carried;
    }

    private static Statement within(long room, Statement statement) {
        if (length(statement) <= room) {
            return statement;
        }
        String output = Objects.requireNonNullElse(statement.output, "");
        boolean codeFits = statement.code.length() <= room;
        String code =
                codeFits ? statement.code : statement.code.substring(0, Math.min(SHORT_CODE, statement.code.length()));
        Statement shortened = new Statement(
                statement.id,
                code,
                statement.state.get(),
                statement.output == null
                        ? null
                        : Reply.tooLong(statement.id, output.length(), (int) Math.max(0, room - code.length())));
        shortened.started = statement.started;
        shortened.completed = statement.completed;
        shortened.progress = statement.progress;
        return shortened;
    }

    private static long length(Statement statement) {
        return (long) statement.code.length() + (statement.output == null ? 0 : statement.output.length());
    }
}
