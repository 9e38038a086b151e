package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on record of one transfer. It holds no secret and no text of the user but names.
 *
 * @param version version of this form, {@link #VERSION}
 * @param operation {@code read} or {@code write}
 * @param table the table that is read or written, as T-SQL; null for a query
 * @param server server and database, as messages name them
 * @param application id of the Spark application that ran it
 * @param started moment it began, ISO 8601 in UTC
 * @param ended moment it ended, ISO 8601 in UTC; null if it has not
 * @param step how far it has come, if it has not ended
 * @param rows rows moved, or to be moved; null if they were not counted
 * @param bytes bytes of the staged files
 * @param files number of staged files
 * @param phases the phases that ran, in order, with their durations
 * @param fingerprints what was compared, if anything
 * @param code kind of the failure, if it failed
 * @param left what it has left behind so far: objects of the SQL pool and folders, one a line
 * @param losses values that were changed because the request allows it; empty in records of older connectors
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransferRecord(
        int version,
        TransferId id,
        String operation,
        @Nullable String table,
        String server,
        String application,
        String started,
        @Nullable String ended,
        TransferState state,
        @Nullable String step,
        @Nullable Long rows,
        long bytes,
        int files,
        List<TransferReceipt.PhaseDuration> phases,
        List<TransferReceipt.ColumnFingerprint> fingerprints,
        @Nullable ErrorCode code,
        List<String> left,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<TransferReceipt.Loss> losses) {

    /** Version of what is written. */
    public static final int VERSION = 1;

    public TransferRecord {
        requireNonNull(id, "id");
        requireNonNull(operation, "operation");
        requireNonNull(server, "server");
        requireNonNull(application, "application");
        requireNonNull(started, "started");
        requireNonNull(state, "state");
        phases = List.copyOf(phases);
        fingerprints = List.copyOf(fingerprints);
        left = List.copyOf(left);
        losses = List.copyOf(losses);
    }

    /** Returns a moment as records have it. */
    public static String moment(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Returns the record of a transfer that has left something else behind. */
    public TransferRecord leaving(List<String> nowLeft) {
        return new TransferRecord(
                version,
                id,
                operation,
                table,
                server,
                application,
                started,
                ended,
                state,
                step,
                rows,
                bytes,
                files,
                phases,
                fingerprints,
                code,
                nowLeft,
                losses);
    }
}
