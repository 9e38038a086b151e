package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Runs statements of one language in the session's SparkSession, one at a time. */
interface Interpreter extends AutoCloseable {

    /** Runs {@code code} to its end on the calling thread. A failure of the code is an outcome, not an exception. */
    Outcome run(int statement, String code);

    /** Returns what could stand at {@code cursor}; nothing when that cannot be known now. From any thread. */
    List<String> complete(String code, int cursor);

    /** Returns what the statement that runs has printed until now, by MIME type as in a success. From any thread. */
    default ObjectNode printed() {
        return Outcome.printed("", "");
    }

    /** Asks the statement that runs on {@code runner} to stop. From any thread; called once per statement at most. */
    default void interrupt(Thread runner) {
        runner.interrupt();
    }

    @Override
    default void close() {}
}
