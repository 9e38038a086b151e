package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.type.Export;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a read was planned with, held against what the pool has.
 *
 * <pre>
 * plan                 before the export: the table's columns read as planned
 * export
 * refuseOtherExport    the exported columns are the planned ones: they are of the export's own moment
 *                      and, where the export casts, so that they do not show the type of the table's, the definition is
 *                      the one of before
 * </pre>
 */
final class PlannedColumns {

    private final @Nullable TableName table;
    private final Statements statements;
    private final PoolSession session;
    private List<PoolColumn> columns = List.of();
    private Supplier<List<DescribedColumn>> describe = List::of;
    private Optional<List<@Nullable String>> version = Optional.empty();

    /**
     * Starts with nothing planned.
     *
     * @param table the table, or null if a query is read
     */
    PlannedColumns(@Nullable TableName table, Statements statements, PoolSession session) {
        this.table = table;
        this.statements = statements;
        this.session = session;
    }

    List<PoolColumn> columns() {
        return columns;
    }

    /**
     * Plans.
     *
     * @param planned the columns that are to come out
     * @param described asks the pool for all columns of the table or query
     * @throws TransferFailedException of {@link ErrorCode#SCHEMA_MISMATCH} if the pool has others by now
     */
    void plan(List<PoolColumn> planned, Supplier<List<DescribedColumn>> described) {
        columns = planned;
        describe = described;
        if (isHidden()) {
            version = version();
        }
        refuseChange();
    }

    /** Returns why an export failed: the change of a column may be what made it fail. */
    TransferFailedException explain(TransferFailedException failure) {
        if (failure.failure().code() == ErrorCode.SQL_POOL_UNREACHABLE) {
            return failure;
        }
        List<String> changes;
        try {
            changes = changes();
        } catch (TransferFailedException e) {
            return failure;
        }
        return changes.isEmpty()
                ? failure
                : changed(String.join("; ", changes))
                        .withDetail(failure.failure().why());
    }

    /**
     * Compares what was exported with the plan.
     *
     * @param exported columns of the external table that the export made
     * @throws TransferFailedException of {@link ErrorCode#SCHEMA_MISMATCH} if they are others
     */
    void refuseOtherExport(List<DescribedColumn> exported) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            PoolColumn column = columns.get(i);
            PoolType expected = Export.exportedType(column.type());
            boolean alike = i < exported.size()
                    && exported.get(i).name().equals(column.name())
                    && type(exported.get(i))
                            .filter(type -> Export.readsAlike(expected, type))
                            .isPresent();
            if (!alike) {
                differences.add("Column " + column.name() + " was exported as "
                        + (i < exported.size() ? exported.get(i).typeAsSql() : "nothing") + ", not as "
                        + expected.toSql());
            }
        }
        if (!differences.isEmpty() || exported.size() != columns.size()) {
            throw changed(String.join("; ", differences));
        }
        if (isHidden()) {
            refuseChange();
            if (!version.equals(version())) {
                throw TransferFailedException.of(
                        ErrorCode.SCHEMA_MISMATCH,
                        what() + " changed while it was exported",
                        "Its definition was replaced or altered: which of them the rows are of is not known",
                        "Run it again");
            }
        }
    }

    /** Returns whether the exported columns do not show everything that the plan rests on. */
    private boolean isHidden() {
        return columns.stream().anyMatch(column -> Export.isCast(column.type()));
    }

    private void refuseChange() {
        List<String> changes = changes();
        if (!changes.isEmpty()) {
            throw changed(String.join("; ", changes));
        }
    }

    private List<String> changes() {
        List<DescribedColumn> now = describe.get();
        List<String> changes = new ArrayList<>();
        for (PoolColumn column : columns) {
            Optional<DescribedColumn> found = now.stream()
                    .filter(each -> Mapping.fold(each.name()).equals(Mapping.fold(column.name())))
                    .findFirst();
            if (found.isEmpty()) {
                changes.add("Column " + column.name() + " is gone");
            } else if (type(found.get())
                    .filter(type -> Export.readsAlike(column.type(), type))
                    .isEmpty()) {
                changes.add("Column " + column.name() + " was " + column.type().toSql() + " and is "
                        + found.get().typeAsSql() + " now");
            }
        }
        return changes;
    }

    private static Optional<PoolType> type(DescribedColumn column) {
        return PoolType.describe(column.type(), column.precision(), column.scale());
    }

    private Optional<List<@Nullable String>> version() {
        return table == null ? Optional.empty() : session.firstRow(statements.version(table));
    }

    private TransferFailedException changed(String why) {
        return TransferFailedException.of(
                ErrorCode.SCHEMA_MISMATCH,
                (table == null ? "The query's columns have" : what() + " has") + " changed since the frame was made",
                why,
                "Make the frame again, as with spark.read.format(\"sqlanalytics\").load(...):"
                        + " it keeps the columns that the table had then");
    }

    private String what() {
        return table == null ? "The query" : "Table " + table.toSql();
    }
}
