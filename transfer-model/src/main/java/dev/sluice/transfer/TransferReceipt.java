package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer did.
 *
 * @param operation {@code read}, {@code write}, {@code query} or {@code run}
 * @param table the table that was read or written, as T-SQL; null for a query
 * @param view the temp view that came out
 * @param rows rows moved, or shown by a query
 * @param bytes bytes of the staged files
 * @param files number of staged files
 * @param phases the phases that ran, in order, with their durations
 * @param statements the T-SQL that ran, in order, without secrets
 * @param counts rows each statement of a {@code run} changed, in order
 * @param fingerprints what {@link Verification#CHECKSUM} compared, else empty
 * @param results rows to show: of a query, or of each SELECT of a {@code run} in order
 * @param warnings what the user should know although it worked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransferReceipt(
        String operation,
        @Nullable String table,
        @Nullable String view,
        long rows,
        long bytes,
        int files,
        List<PhaseDuration> phases,
        List<String> statements,
        List<StatementCount> counts,
        List<ColumnFingerprint> fingerprints,
        List<ResultTable> results,
        List<String> warnings)
        implements TransferOutcome {

    public TransferReceipt {
        requireNonNull(operation, "operation");
        phases = List.copyOf(phases);
        statements = List.copyOf(statements);
        counts = List.copyOf(counts);
        fingerprints = List.copyOf(fingerprints);
        results = List.copyOf(results);
        warnings = List.copyOf(warnings);
    }

    /** How long a phase took. */
    public record PhaseDuration(Phase phase, double seconds) {}

    /**
     * What one statement of a {@code run} did.
     *
     * @param rows rows changed, or null if the statement reports none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StatementCount(String statement, @Nullable Long rows) {}

    /**
     * Fingerprint of one column at both ends. The two are equal, or the transfer would have failed. A fingerprint says what
     * was compared, as pairs of a name and a number: {@code count} of values that are not null; {@code sum}, {@code min} and
     * {@code max} of numbers, of dates in days and of moments in microseconds since 1970, as the table rounds them; {@code
     * bits} of floats, the sum of what their bits are as whole numbers; {@code hash} of texts, binaries and long decimals, the
     * sum of the first four bytes of each value's MD5.
     *
     * @param frame fingerprint of the rows on the Spark side
     * @param table fingerprint of the rows in the SQL pool
     */
    public record ColumnFingerprint(String column, String type, String frame, String table) {}
}
