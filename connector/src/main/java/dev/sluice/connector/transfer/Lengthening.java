package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.sql.TableStatistics;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns of texts and bytes that become longer in place: what their values are does not change. */
final class Lengthening {

    private Lengthening() {}

    /** Returns the statements that lengthen columns, with those that make way for them. */
    static List<String> statements(Statements sql, TableName table, Target target, List<PoolColumn> lengthened) {
        List<String> statements = new ArrayList<>();
        for (PoolColumn column : lengthened) {
            List<TableStatistics> inTheWay = target.attachments().statisticsOf(column.name());
            String alter = sql.alterColumn(target.definition(column), table);
            statements.add(inTheWay.stream()
                            .map(each -> sql.dropStatistics(each.name(), table) + "; ")
                            .collect(Collectors.joining())
                    + alter
                    + inTheWay.stream()
                            .map(each -> "; " + sql.createStatistics(each, table))
                            .collect(Collectors.joining()));
        }
        return statements;
    }

    /**
     * Refuses columns that cannot be lengthened in place.
     *
     * @throws TransferFailedException naming all of them, why, and the statements that do it
     */
    static void refuse(Statements sql, TableName table, Target target, List<PoolColumn> lengthened) {
        List<PoolColumn> kept = lengthened.stream()
                .filter(column -> !target.keepsFromLengthening(column.name()).isEmpty())
                .toList();
        if (kept.isEmpty()) {
            return;
        }
        boolean byStatements = kept.stream()
                .allMatch(column -> target.keepsFromLengthening(column.name()).size()
                        == target.attachments().statisticsOf(column.name()).size());
        throw TransferFailedException.of(
                ErrorCode.SCHEMA_MISMATCH,
                "Table " + table.toSql() + " cannot be widened in place",
                String.join("; ", inWords(target, kept)),
                byStatements
                        ? "Run " + String.join("; ", statements(sql, table, target, kept)) + ", or use mode overwrite"
                        : "Use mode overwrite, which makes the table anew, or shorten the values");
    }

    /** Says which columns cannot be lengthened in place, and why. */
    static List<String> inWords(Target target, List<PoolColumn> lengthened) {
        List<String> words = new ArrayList<>();
        for (PoolColumn column : lengthened) {
            List<String> reasons = target.keepsFromLengthening(column.name());
            words.add("column " + column.name() + " has to be " + column.type()
                    + (reasons.isEmpty() ? "" : ", and " + String.join(", ", reasons)));
        }
        return words;
    }

    /** Tells which columns of the table are longer now. */
    static void warn(WritePlan plan, Recorder recorder) {
        for (PoolColumn column : plan.lengthened()) {
            recorder.warn("Column " + column.name() + " of the table was lengthened to " + column.type());
        }
    }
}
