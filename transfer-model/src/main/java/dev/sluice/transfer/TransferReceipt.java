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
 * @param rowCounts rows at each place on their way, as far as they were counted
 * @param rowFingerprint what {@link Verification#CHECKSUM} compared of whole rows, else null
 * @param losses values that were changed because the request allows it
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
        List<String> warnings,
        List<RowCount> rowCounts,
        @Nullable RowFingerprint rowFingerprint,
        List<Loss> losses)
        implements TransferOutcome {

    public TransferReceipt {
        requireNonNull(operation, "operation");
        phases = List.copyOf(phases);
        statements = List.copyOf(statements);
        counts = List.copyOf(counts);
        fingerprints = List.copyOf(fingerprints);
        results = List.copyOf(results);
        warnings = List.copyOf(warnings);
        rowCounts = List.copyOf(rowCounts);
        losses = List.copyOf(losses);
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
     * Number of rows at one place. All of a receipt are equal, or the transfer would have failed.
     *
     * @param place who counted what, such as {@code rows that Spark staged}
     */
    public record RowCount(String place, long rows) {}

    /**
     * Fingerprint of whole rows at both ends, which are equal. The values of a row are written as one text, each in a form
     * that both ends have; a fingerprint is the sums of the two halves of the first 8 bytes of these texts' MD5, as 32
     * hexadecimal digits.
     *
     * @param frame fingerprint of the rows on the Spark side
     * @param table fingerprint of the rows in the SQL pool
     */
    public record RowFingerprint(String frame, String table) {}

    /**
     * Fingerprint of one column at both ends. The two are equal, or the transfer would have failed: {@code count} of values
     * that are not null, and {@code hash}, likewise to {@link RowFingerprint}, of a column that is hashed by itself.
     *
     * @param compared what was compared, in words
     * @param frame fingerprint of the rows on the Spark side
     * @param table fingerprint of the rows in the SQL pool
     */
    public record ColumnFingerprint(String column, String type, String compared, String frame, String table) {}

    /**
     * Values of a column that were changed.
     *
     * @param what what became of them, in words, such as {@code rounded to datetime}
     * @param values how many there were
     * @param example one of them, as it was
     */
    public record Loss(String column, String what, long values, String example) {}
}
