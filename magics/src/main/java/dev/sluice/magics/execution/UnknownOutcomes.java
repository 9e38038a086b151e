package dev.sluice.magics.execution;

import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferRequest;
import java.util.List;

/** Failures of transfers of which nobody can say whether they took effect: what to ask before they are run again. */
final class UnknownOutcomes {

    private UnknownOutcomes() {}

    /**
     * Returns the failure. A read or a query changes nothing in the SQL pool and can be run again.
     *
     * @param why what has happened, in sentences
     */
    static TransferFailure of(TransferRequest request, String why) {
        if (request instanceof TransferRequest.Write write) {
            return failure(
                    "Whether the rows were written is not known",
                    why,
                    "%sqlpool status " + write.id()
                            + " finds it out. The same cell, run again in this notebook, finds it out"
                            + " first and loads nothing twice.");
        }
        if (request instanceof TransferRequest.Run) {
            return failure(
                    "Whether the statements took effect is not known",
                    why,
                    "Look at what they change before you run them again, by %%sqlpool query.");
        }
        if (request instanceof TransferRequest.Resume || request instanceof TransferRequest.Collect) {
            return failure(
                    "Whether everything was taken away is not known",
                    why,
                    "Run the cell again: it goes on where it stopped.");
        }
        if (request instanceof TransferRequest.History || request instanceof TransferRequest.Status) {
            return failure("What is on record was not told", why, "Run the cell again: it changes nothing.");
        }
        return failure(
                "Whether the " + (request instanceof TransferRequest.Read ? "view was made" : "query was answered")
                        + " is not known",
                why,
                "Run the cell again: it changes nothing in the SQL pool.");
    }

    private static TransferFailure failure(String what, String why, String fix) {
        return new TransferFailure(ErrorCode.OUTCOME_UNKNOWN, what, why, fix, List.of());
    }
}
