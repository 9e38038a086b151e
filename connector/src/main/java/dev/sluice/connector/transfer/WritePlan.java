package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.Layout;
import dev.sluice.connector.type.Assignment;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.Staged;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * What a write is going to do, once the rows are measured.
 *
 * @param action how the rows get into the target
 * @param rows number of staged rows
 * @param external columns of the external table over the staged files, in the order of the files
 * @param columns columns of the target that the staged ones go into, in the same order
 * @param layout layout of a table that is made
 * @param target the target as it was
 */
record WritePlan(
        Action action,
        long rows,
        List<PoolColumn> external,
        List<PoolColumn> columns,
        Layout layout,
        Optional<Target> target) {

    /** How the rows get into the target. */
    enum Action {
        /** There is no such table: it is made. */
        CREATE,
        /** The rows are added. */
        APPEND,
        /** The rows are replaced and the definition stays. */
        REPLACE_ROWS,
        /** The table is replaced by one of another definition. */
        REPLACE_TABLE
    }

    /**
     * Refuses what can be known before a byte moves.
     *
     * @throws TransferFailedException if the mode, the kinds of table or the columns do not go together
     */
    static void refuse(TransferRequest.Write request, Frame frame, Optional<Target> target) {
        frame.declaredTypes();
        if (request.type() == TableType.INTERNAL) {
            refuseColumn(frame, distributionColumn(request.distribution()), "distribution");
            refuseColumn(frame, indexColumn(request.index()), "index");
        }
        if (target.isEmpty()) {
            return;
        }
        String table = request.table().toSql();
        if (request.mode() == SaveMode.ERROR) {
            throw TransferFailedException.of(
                    ErrorCode.TABLE_EXISTS,
                    "Table " + table + " exists already",
                    "The mode is error, which writes new tables only",
                    "Use mode append, overwrite or ignore, or another name");
        }
        boolean external = target.get().external();
        if (external != (request.type() == TableType.EXTERNAL)) {
            throw TransferFailedException.of(
                    ErrorCode.SCHEMA_MISMATCH,
                    "Table " + table + " is " + (external ? "external" : "internal"),
                    "The transfer asks for the type " + request.type(),
                    "Give the type " + (external ? "external" : "internal") + ", or drop the table first");
        }
        if (request.mode() == SaveMode.APPEND) {
            Mapping mapping = Mapping.of(frame.fields(), frame.declaredTypes(), target.get());
            if (!mapping.obstacles().isEmpty()) {
                throw TransferFailedException.of(
                        ErrorCode.SCHEMA_MISMATCH,
                        "The frame does not go into table " + table,
                        String.join("; ", mapping.obstacles()),
                        "Rename, cast or leave out columns of the frame, or use mode overwrite, which replaces the table");
            }
        }
    }

    /** Decides. */
    static WritePlan of(
            TransferRequest.Write request, Frame frame, Optional<Target> target, Survey survey, Recorder recorder) {
        List<PoolColumn> external = new ArrayList<>();
        for (int i = 0; i < frame.fields().size(); i++) {
            StructField field = frame.fields().get(i);
            external.add(new PoolColumn(
                    field.name(), externalType(request, field, survey.facts().get(i)), true));
        }
        if (target.isEmpty()) {
            Layout layout = layout(request, Layout.DEFAULT, frame, external, recorder);
            return new WritePlan(Action.CREATE, survey.rows(), external, external, layout, target);
        }
        Mapping mapping = Mapping.of(frame.fields(), frame.declaredTypes(), target.get());
        List<String> obstacles = new ArrayList<>(mapping.obstacles());
        if (obstacles.isEmpty()) {
            obstacles.addAll(mapping.refuseValues(survey));
        }
        if (request.mode() == SaveMode.APPEND) {
            refuseValues(request, obstacles);
            warnOfRounding(external, mapping, recorder);
            return new WritePlan(
                    Action.APPEND,
                    survey.rows(),
                    external,
                    mapping.columns(),
                    target.get().layout(),
                    target);
        }
        boolean sameLayout = (request.distribution() == null
                        || request.distribution().equals(target.get().layout().distribution()))
                && (request.index() == null
                        || request.index().equals(target.get().layout().index()));
        boolean allColumns = mapping.columns().size() == target.get().columns().size();
        if (obstacles.isEmpty() && sameLayout && allColumns) {
            warnOfRounding(external, mapping, recorder);
            return new WritePlan(
                    Action.REPLACE_ROWS,
                    survey.rows(),
                    external,
                    mapping.columns(),
                    target.get().layout(),
                    target);
        }
        if (!target.get().external()) {
            recorder.warn("The table was replaced by one of another definition, and has lost its grants: "
                    + (obstacles.isEmpty() ? "columns or layout differ" : String.join("; ", obstacles)));
        }
        Layout layout = layout(request, target.get().layout(), frame, external, recorder);
        return new WritePlan(Action.REPLACE_TABLE, survey.rows(), external, external, layout, target);
    }

    private static void refuseValues(TransferRequest.Write request, List<String> refusals) {
        if (!refusals.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.VALUE_OUT_OF_RANGE,
                    "Values do not fit into table " + request.table().toSql(),
                    String.join("; ", refusals),
                    "Clean the column first, widen the table's column, or use mode overwrite");
        }
    }

    private static void warnOfRounding(List<PoolColumn> external, Mapping mapping, Recorder recorder) {
        for (int i = 0; i < external.size(); i++) {
            PoolColumn column = mapping.columns().get(i);
            if (Assignment.roundsSeconds(external.get(i).type(), column.type())) {
                recorder.warn(
                        "Column " + column.name() + " is " + column.type() + ": fractions of a second are rounded");
            }
        }
    }

    private static PoolType externalType(TransferRequest.Write request, StructField field, ColumnFacts facts) {
        Integer most = request.maxStringLength();
        if (most == null || !(field.dataType() instanceof StringType)) {
            return Staged.externalType(field, facts.longest());
        }
        PoolType type = PoolType.of(PoolType.Kind.NVARCHAR, most);
        Assignment.refuseValues(type, null, null, facts.longest()).ifPresent(why -> {
            throw TransferFailedException.of(
                    ErrorCode.VALUE_OUT_OF_RANGE,
                    "Column " + field.name() + " is longer than the option max-string-length allows",
                    why,
                    "Give a greater length, or leave the option out: columns are then as long as the data needs");
        });
        return type;
    }

    private static Layout layout(
            TransferRequest.Write request, Layout former, Frame frame, List<PoolColumn> columns, Recorder recorder) {
        Distribution distribution = request.distribution();
        if (distribution == null) {
            boolean lost = former.distribution() instanceof Distribution.Hash hash && !has(frame, hash.column());
            distribution = lost ? new Distribution.RoundRobin() : former.distribution();
        }
        boolean max = columns.stream().anyMatch(column -> column.type().isMax());
        TableIndex index = request.index();
        if (index == null) {
            index = former.index() instanceof TableIndex.Clustered clustered && !has(frame, clustered.column())
                    ? new TableIndex.Columnstore()
                    : former.index();
            if (max && index instanceof TableIndex.Columnstore) {
                index = new TableIndex.Heap();
                recorder.warn("The table is a heap: a column is of a MAX type, which no columnstore index takes");
            }
        } else if (max && index instanceof TableIndex.Columnstore) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The index columnstore cannot hold these rows",
                    "A value is longer than " + PoolType.LONGEST_NVARCHAR
                            + " characters, so its column is of a MAX type",
                    "Use index heap, or shorten the values");
        }
        return new Layout(distribution, index);
    }

    private static void refuseColumn(Frame frame, Optional<String> column, String option) {
        if (column.isPresent() && !has(frame, column.get())) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The frame has no column " + column.get(),
                    "The option " + option + " names it",
                    "Correct the option " + option);
        }
    }

    private static Optional<String> distributionColumn(@Nullable Distribution distribution) {
        return distribution instanceof Distribution.Hash hash ? Optional.of(hash.column()) : Optional.empty();
    }

    private static Optional<String> indexColumn(@Nullable TableIndex index) {
        return index instanceof TableIndex.Clustered clustered ? Optional.of(clustered.column()) : Optional.empty();
    }

    private static boolean has(Frame frame, String column) {
        return frame.fields().stream()
                .anyMatch(field -> Mapping.fold(field.name()).equals(Mapping.fold(column)));
    }
}
