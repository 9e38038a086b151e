package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.Layout;
import dev.sluice.connector.type.Assignment;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.Staged;
import dev.sluice.connector.verification.ColumnFacts;
import dev.sluice.connector.verification.Survey;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        /**
         * The rows are deleted and others added in one transaction: the definition stays, and the table fills columns that
         * the rows do not have.
         */
        REFILL,
        /** The table is replaced by one of another definition. */
        REPLACE_TABLE
    }

    /** Returns whether the rows go into a table that stays. */
    boolean adds() {
        return action == Action.APPEND || action == Action.REFILL;
    }

    /** Returns whether the rows go into the columns of a table that is there, and not into those of one that is made. */
    boolean intoMapped() {
        return adds() || action == Action.REPLACE_ROWS;
    }

    /** Returns whether the rows say the values of a column that the pool numbers. */
    boolean givesIdentity() {
        return target.isPresent()
                && adds()
                && columns.stream()
                        .anyMatch(column -> target.get().traits(column.name()).identity());
    }

    /**
     * Refuses what the request alone shows.
     *
     * @throws TransferFailedException if the target is no table that others can see, or options do not go together
     */
    static void refuse(TransferRequest.Write request) {
        String table = request.table().table();
        if (table.startsWith("#")) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Cannot write into the temporary table " + table,
                    table.startsWith("##")
                            ? "A SQL pool has no global temporary tables"
                            : "It would be gone when the transfer closes its connection, before anybody could read it",
                    "Write a table, as " + TableName.DEFAULT_SCHEMA + ".["
                            + table.replaceFirst("^#+", "").replace("]", "]]")
                            + "], and drop it when it is not needed any more");
        }
        boolean external = request.target().type() == TableType.EXTERNAL;
        refuseOption("location", request.target().location(), external, "external tables have files of their own");
        refuseOption(
                "distribution",
                request.target().distribution(),
                !external,
                "the files of an external table are not distributed");
        refuseOption("index", request.target().index(), !external, "the files of an external table have no index");
        Integer length = request.target().maxStringLength();
        if (length != null && (length < 1 || length > PoolType.LONGEST_NVARCHAR)) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Invalid max-string-length " + length,
                    "A string column has 1 to " + PoolType.LONGEST_NVARCHAR + " characters",
                    "Give such a number, or leave the option out: columns are then as long as the data needs");
        }
    }

    private static void refuseOption(String option, @Nullable Object value, boolean taken, String why) {
        if (value != null && !taken) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The option " + option + " does not go with this type of table",
                    "Only " + why,
                    "Leave it out, or give the other type");
        }
    }

    /**
     * Refuses what can be known before a byte moves.
     *
     * @param mapping where the frame's columns go, if there is a target
     * @throws TransferFailedException if the mode, the kinds of table or the columns do not go together
     */
    static void refuse(TransferRequest.Write request, Frame frame, Optional<Target> target, Optional<Mapping> mapping) {
        if (request.target().type() == TableType.INTERNAL) {
            refuseColumn(frame, distributionColumn(request.target().distribution()), "distribution");
            refuseColumn(frame, indexColumn(request.target().index()), "index");
        }
        if (target.isEmpty() || mapping.isEmpty()) {
            return;
        }
        String table = request.table().toSql();
        if (request.target().mode() == SaveMode.ERROR) {
            throw TransferFailedException.of(
                    ErrorCode.TABLE_EXISTS,
                    "Table " + table + " exists already",
                    "The mode is error, which writes new tables only",
                    "Use mode append, overwrite or ignore, or another name");
        }
        boolean external = target.get().external();
        if (external != (request.target().type() == TableType.EXTERNAL)) {
            throw TransferFailedException.of(
                    ErrorCode.SCHEMA_MISMATCH,
                    "Table " + table + " is " + (external ? "external" : "internal"),
                    "The transfer asks for the type " + request.target().type(),
                    "Give the type " + (external ? "external" : "internal") + ", or drop the table first");
        }
        if (request.target().mode() == SaveMode.APPEND) {
            refuseObstacles(request, frame, target.get(), mapping.get());
        } else if (!external && !keepsDefinition(request, target.get(), mapping.get(), List.of())) {
            refuseLossOfIdentity(request, target.get(), mapping.get().obstacles());
        }
    }

    private static void refuseObstacles(TransferRequest.Write request, Frame frame, Target target, Mapping mapping) {
        List<String> obstacles = new ArrayList<>(mapping.obstacles());
        Map<String, String> mended = new LinkedHashMap<>();
        if (obstacles.isEmpty() && target.external()) {
            obstacles.addAll(mapping.refuseFiles(frame, target, mended));
        }
        if (!obstacles.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.SCHEMA_MISMATCH,
                    "The frame does not go into table " + request.table().toSql(),
                    String.join("; ", obstacles),
                    mended.isEmpty()
                            ? "Rename, cast or leave out columns of the frame, or use mode overwrite, which replaces the table"
                            : "Cast them, in Python or Scala: "
                                    + Remedy.select(request.frame(), frame.names(), mended));
        }
    }

    /** Returns whether an overwrite leaves the table's definition as it is. */
    private static boolean keepsDefinition(
            TransferRequest.Write request, Target target, Mapping mapping, List<String> valueObstacles) {
        boolean sameLayout = (request.target().distribution() == null
                        || request.target()
                                .distribution()
                                .equals(target.layout().distribution()))
                && (request.target().index() == null
                        || request.target().index().equals(target.layout().index()));
        boolean allColumns = mapping.unused().stream()
                .allMatch(column -> target.traits(column.name()).fillsItself());
        return mapping.obstacles().isEmpty() && valueObstacles.isEmpty() && sameLayout && allColumns;
    }

    private static void refuseLossOfIdentity(TransferRequest.Write request, Target target, List<String> obstacles) {
        if (!target.identities().isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.SCHEMA_MISMATCH,
                    "Overwriting table " + request.table().toSql() + " would drop the identity of its column "
                            + String.join(", ", target.identities()),
                    "The frame needs a table of another definition: "
                            + (obstacles.isEmpty() ? "columns or layout differ" : String.join("; ", obstacles)),
                    "Make the frame fit the table's other columns, or drop the table first and write it anew");
        }
    }

    /** Decides. */
    static WritePlan of(
            TransferRequest.Write request,
            Frame frame,
            Optional<Target> target,
            Optional<Mapping> mapping,
            Survey survey,
            Recorder recorder) {
        if (target.isEmpty() || mapping.isEmpty()) {
            List<PoolColumn> external = external(request, frame, survey);
            Layout layout = layout(request, Layout.DEFAULT, frame, external, recorder);
            return new WritePlan(Action.CREATE, survey.rows(), external, external, layout, target);
        }
        Mapping into = mapping.get();
        List<String> valueObstacles = into.obstacles().isEmpty()
                ? into.refuseValues(survey, request.target().loss())
                : List.of();
        if (request.target().mode() == SaveMode.APPEND) {
            refuseValues(request, valueObstacles);
            // Files that are added to an external table are read by its own definition.
            List<PoolColumn> external = target.get().external() ? into.columns() : external(request, frame, survey);
            return new WritePlan(
                    Action.APPEND,
                    survey.rows(),
                    external,
                    into.columns(),
                    target.get().layout(),
                    target);
        }
        List<PoolColumn> external = external(request, frame, survey);
        if (!target.get().external() && keepsDefinition(request, target.get(), into, valueObstacles)) {
            // A switch would need a table that fills the same columns in the same way.
            boolean fills =
                    !into.unused().isEmpty() || !target.get().identities().isEmpty();
            return new WritePlan(
                    fills ? Action.REFILL : Action.REPLACE_ROWS,
                    survey.rows(),
                    external,
                    into.columns(),
                    target.get().layout(),
                    target);
        }
        if (!target.get().external()) {
            List<String> obstacles = new ArrayList<>(into.obstacles());
            obstacles.addAll(valueObstacles);
            refuseLossOfIdentity(request, target.get(), obstacles);
            List<String> defaults = target.get().defaults();
            recorder.warn("The table was replaced by one of another definition, and has lost its grants"
                    + (defaults.isEmpty() ? "" : " and the defaults of " + String.join(", ", defaults)) + ": "
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

    /** Returns the columns of an external table over the staged files. */
    private static List<PoolColumn> external(TransferRequest.Write request, Frame frame, Survey survey) {
        List<PoolColumn> external = new ArrayList<>();
        List<String> tooLong = new ArrayList<>();
        for (int i = 0; i < frame.fields().size(); i++) {
            StructField field = frame.fields().get(i);
            ColumnFacts facts = survey.facts().get(i);
            Integer most = request.target().maxStringLength();
            PoolType type = Staged.externalType(field, facts.longest());
            if (most != null && field.dataType() instanceof StringType) {
                type = PoolType.of(PoolType.Kind.NVARCHAR, most);
                Assignment.refuseValues(type, null, null, facts.longest())
                        .ifPresent(why -> tooLong.add("column " + field.name() + ": " + why));
            }
            external.add(new PoolColumn(field.name(), type, true));
        }
        if (!tooLong.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.VALUE_OUT_OF_RANGE,
                    "Texts are longer than the option max-string-length allows",
                    String.join("; ", tooLong),
                    "Give a greater length, or leave the option out: columns are then as long as the data needs");
        }
        return external;
    }

    private static Layout layout(
            TransferRequest.Write request, Layout former, Frame frame, List<PoolColumn> columns, Recorder recorder) {
        Distribution distribution = request.target().distribution();
        if (distribution == null) {
            boolean lost = former.distribution() instanceof Distribution.Hash hash && !has(frame, hash.column());
            distribution = lost ? new Distribution.RoundRobin() : former.distribution();
        }
        boolean max = columns.stream().anyMatch(column -> column.type().isMax());
        TableIndex index = request.target().index();
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
