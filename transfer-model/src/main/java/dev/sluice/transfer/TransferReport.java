package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What is known of transfers, and what was done about those that did not end.
 *
 * @param operation {@code history}, {@code status}, {@code resume} or {@code gc}
 * @param transfers the transfers, newest first
 * @param removals what was taken away, or would be, in order
 * @param notes what was done and found, a sentence each
 */
public record TransferReport(
        String operation, List<TransferRecord> transfers, List<Removal> removals, List<String> notes)
        implements TransferOutcome {

    public TransferReport {
        requireNonNull(operation, "operation");
        transfers = List.copyOf(transfers);
        removals = List.copyOf(removals);
        notes = List.copyOf(notes);
    }

    /**
     * Something that a transfer had left behind.
     *
     * @param what the object of the SQL pool or the folder
     * @param result {@code removed}, {@code to be removed}, or why it is still there
     */
    public record Removal(TransferId transfer, String what, String result) {}
}
