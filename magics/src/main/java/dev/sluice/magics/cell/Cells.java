package dev.sluice.magics.cell;

import java.util.Optional;

/**
 * The cells of one notebook: they run one after the other, in one session of a Spark pool, which starts with the first cell
 * that needs it.
 *
 * <p>{@link #run} is called from one thread at a time. Everything else may be called from other threads meanwhile.
 */
public interface Cells extends AutoCloseable {

    /**
     * Runs a cell to its end. What it has to say goes to the output as it comes.
     *
     * @param code the cell's text, magics and all
     */
    CellOutcome run(String code, CellOutput output);

    /** Cancels what runs. The run then ends with {@link CellOutcome.Failed}. Does nothing if nothing runs. */
    void interrupt();

    /**
     * Completes the word before the cursor: magics, options, and code by the session's interpreter.
     *
     * @param cursor position in UTF-16 units
     */
    Completion complete(String code, int cursor);

    /** Explains the word at the cursor, if it is known. */
    Optional<MimeBundle> inspect(String code, int cursor);

    /** Says whether a text is a whole cell, for front ends that send at Enter. */
    Completeness completeness(String code);

    /** Ends the session without waiting for the Spark pool to confirm. */
    @Override
    void close();
}
