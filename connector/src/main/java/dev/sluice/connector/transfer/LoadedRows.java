package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.spark.NeutralSession;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.verification.ComparedColumn;
import dev.sluice.connector.verification.Hashing;
import dev.sluice.connector.verification.RowComparison;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;

/**
 * Compares what the SQL pool has with what was staged, before anything is published.
 *
 * <pre>
 * rows that Spark staged, counted on their way     rows of the staged files     rows that the SQL pool has
 * </pre>
 *
 * <p>All three are the same, or the write fails. That the files are those of the attempts that Spark counts, and of no other
 * ones, is what the first two say together, whichever committer moved them.
 */
final class LoadedRows {

    private final Statements statements;
    private final TransferRequest.Write request;
    private final Recorder recorder;

    LoadedRows(Statements statements, TransferRequest.Write request, Recorder recorder) {
        this.statements = statements;
        this.request = request;
        this.recorder = recorder;
    }

    /**
     * Compares the staged files with what Spark counted.
     *
     * @throws TransferFailedException of {@link ErrorCode#VERIFICATION_FAILED} if they differ
     */
    void requireFiles(StagedRows staged) {
        long rows = staged.survey().rows();
        recorder.rows("rows that Spark staged", rows);
        if (request.verify() == Verification.NONE) {
            return;
        }
        long files = staged.rowsOfFiles();
        recorder.rows("rows of the staged files", files);
        if (files != rows) {
            throw TransferFailedException.of(
                    ErrorCode.VERIFICATION_FAILED,
                    "The staged files have " + files + " rows of " + rows,
                    "They are not what the tasks of Spark wrote that succeeded",
                    "Nothing was published. Run the transfer again");
        }
    }

    /**
     * Compares a table of the pool with the staged rows, as far as the request asks for it.
     *
     * @param columns the table's columns, in the order of the staged ones
     * @throws TransferFailedException of {@link ErrorCode#VERIFICATION_FAILED} if they differ
     */
    void requireEqual(
            PoolSession session, WritePlan plan, StagedRows staged, TableName table, List<PoolColumn> columns) {
        String from = table.toSqlInDatabase();
        if (request.verify() == Verification.COUNT) {
            requireRows(session.number(statements.select(List.of("COUNT_BIG(*)"), from, null, null)), plan.rows());
        } else if (request.verify() == Verification.CHECKSUM) {
            StructType schema = staged.files().schema();
            List<ComparedColumn> all =
                    StagedRows.compared(List.of(schema.fieldNames()), columns, request, plan.intoMapped());
            List<ComparedColumn> settled = IntStream.range(0, all.size())
                    .mapToObj(i -> settled(all.get(i), staged, i))
                    .toList();
            RowComparison.Compared compared = NeutralSession.within(
                            staged.files().sparkSession(), () -> RowComparison.of(schema, settled))
                    .compare(
                            plan.intoMapped() ? staged.mapped() : staged.made(),
                            staged.files(),
                            session,
                            statements,
                            "",
                            from);
            recorder.rows("rows that the SQL pool loaded", plan.rows());
            recorder.compared(compared.rows(), compared.columns());
        }
    }

    /** Texts of which the code page lacks characters have been changed. */
    private static ComparedColumn settled(ComparedColumn column, StagedRows staged, int index) {
        boolean changed = column.hashing() == Hashing.ALONE
                && staged.survey().facts().get(index).unfit().any();
        return changed ? ComparedColumn.of(column.field(), column.column(), Hashing.NOT) : column;
    }

    private void requireRows(long loaded, long rows) {
        recorder.rows("rows that the SQL pool loaded", loaded);
        if (loaded != rows) {
            throw TransferFailedException.of(
                    ErrorCode.VERIFICATION_FAILED,
                    "The SQL pool loaded " + loaded + " rows of " + rows,
                    "Staged files and loaded rows differ",
                    "Nothing was published. Run the transfer again");
        }
    }
}
