package dev.sluice.connector.transfer;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.spark.NeutralSession;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.type.Export;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.verification.Aggregates;
import dev.sluice.connector.verification.ComparedColumn;
import dev.sluice.connector.verification.ExportedClocks;
import dev.sluice.connector.verification.Hashing;
import dev.sluice.connector.verification.RowComparison;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.TransferReceipt.Loss;
import dev.sluice.transfer.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Compares exported rows, as Spark reads them, with what the SQL pool exported. Spark's side is one pass over the files. */
final class ExportedRows {

    private final Environment environment;
    private final StructType schema;
    private final Dataset<Row> files;
    private final List<ComparedColumn> columns;
    private final Recorder recorder;
    private final long rows;
    private final List<@Nullable Object> hashes;

    private ExportedRows(
            Environment environment,
            StructType schema,
            Dataset<Row> files,
            List<ComparedColumn> columns,
            Recorder recorder,
            long rows,
            List<@Nullable Object> hashes) {
        this.environment = environment;
        this.schema = schema;
        this.files = files;
        this.columns = columns;
        this.recorder = recorder;
        this.rows = rows;
        this.hashes = hashes;
    }

    /**
     * Reads the rows once, and looks for wall clocks that are no one instant of the session's time zone.
     *
     * @param exported the pool's columns, in the order of the files
     * @param folder folder of the files
     * @throws TransferFailedException of {@link ErrorCode#VALUE_OUT_OF_RANGE} if Spark would show other values, and that is
     *     not allowed
     */
    static ExportedRows measure(
            Environment environment,
            List<PoolColumn> exported,
            Path folder,
            Verification verification,
            LossPolicy policy,
            Recorder recorder) {
        StructType schema = StagedRead.schema(exported);
        Dataset<Row> files = StagedRead.staged(environment.spark(), exported, folder);
        ExportedClocks clocks = ExportedClocks.of(exported, environment.zone());
        List<ComparedColumn> columns = exported.stream()
                .map(column -> new ComparedColumn(
                        column.name(), column, column.toSql(), Export.exportedType(column.type()), Hashing.WITH_ROW))
                .toList();
        List<@Nullable Object> answer = Aggregates.of(files, () -> {
            List<Column> all = new ArrayList<>();
            all.add(count(lit(1)));
            all.addAll(clocks.aggregates());
            if (verification == Verification.CHECKSUM) {
                all.addAll(RowComparison.of(schema, columns).frame());
            }
            return all;
        });
        int behind = 1 + clocks.aggregates().size();
        long rows = requireNonNull((Long) answer.get(0), "count");
        recorder.rows(rows);
        recorder.rows("rows that Spark reads", rows);
        clocks.warnings(answer.subList(1, behind)).forEach(recorder::warn);
        List<Loss> losses = clocks.losses(answer.subList(1, behind));
        if (!losses.isEmpty() && policy == LossPolicy.REFUSE) {
            throw Losses.refusalOfRead(losses);
        }
        recorder.losses(losses);
        return new ExportedRows(
                environment, schema, files, columns, recorder, rows, answer.subList(behind, answer.size()));
    }

    /** Returns how many rows Spark reads. */
    long rows() {
        return rows;
    }

    /**
     * Compares with what the export itself said: what it wrote, whatever the table has by now.
     *
     * @throws TransferFailedException of {@link ErrorCode#VERIFICATION_FAILED} if it is another number or none
     */
    void requireCount(Optional<Long> exported) {
        exported.ifPresent(told -> recorder.rows("rows that the SQL pool exported", told));
        difference(exported, rows).ifPresent(failure -> {
            throw failure;
        });
    }

    static Optional<TransferFailedException> difference(Optional<Long> exported, long read) {
        if (exported.equals(Optional.of(read))) {
            return Optional.empty();
        }
        return Optional.of(TransferFailedException.of(
                ErrorCode.VERIFICATION_FAILED,
                exported.map(rows -> "Spark reads " + read + " rows of " + rows + " that the SQL pool exported")
                        .orElse("The SQL pool does not tell how many rows it exported"),
                exported.isPresent()
                        ? "Staged files and what Spark reads of them differ"
                        : "A count that is missing is equal to nothing",
                "Run the transfer again"));
    }

    /**
     * Compares by hashes of whole rows.
     *
     * @param with common table expressions before the select, or empty
     * @param from T-SQL to select the rows from
     */
    void requireEqual(PoolSession session, Statements statements, String with, String from) {
        RowComparison.Compared compared = NeutralSession.within(
                        NeutralSession.of(environment.spark()), () -> RowComparison.of(schema, columns))
                .compare(hashes, files, session, statements, with, from);
        recorder.compared(compared.rows(), compared.columns());
    }
}
