package dev.sluice.magics.cell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a cell ended. */
public sealed interface CellOutcome {

    /**
     * It worked.
     *
     * @param result the cell's value, to be shown as its result; null if it has none
     */
    record Succeeded(@Nullable MimeBundle result) implements CellOutcome {}

    /**
     * It failed, so that the run of the notebook fails.
     *
     * @param name class of the error, or its code
     * @param message what, why and what to do, in lines
     * @param traceback lines to show, the message included
     */
    record Failed(String name, String message, List<String> traceback) implements CellOutcome {
        public Failed {
            traceback = List.copyOf(traceback);
        }
    }
}
