package dev.sluice.magics.execution;

import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferOutcome;
import dev.sluice.transfer.TransferRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * The writes of a notebook of which nobody has said what became of them. The same write, asked for again, goes on under the
 * name of the first: the connector finds out what became of that, and loads nothing twice.
 */
final class UnsettledWrites {

    /** Stands for the name, which differs from one run of a cell to the next. */
    private static final TransferId ANY = new TransferId("19700101_000000_0000000000000000");

    private final Map<TransferRequest.Write, TransferId> unsettled = new HashMap<>();

    /** Returns what to send for a request. */
    TransferRequest named(TransferRequest request) {
        if (request instanceof TransferRequest.Write write) {
            TransferId former = unsettled.get(write.with(ANY));
            return former == null ? write : write.with(former);
        }
        return request;
    }

    /** Notes how a request has ended. */
    void ended(TransferRequest request, TransferOutcome outcome) {
        if (request instanceof TransferRequest.Write write) {
            if (outcome instanceof TransferFailure failure && failure.code() == ErrorCode.OUTCOME_UNKNOWN) {
                unsettled.put(write.with(ANY), write.id());
            } else {
                unsettled.remove(write.with(ANY));
            }
        }
    }
}
