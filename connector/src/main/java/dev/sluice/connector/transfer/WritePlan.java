package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.Layout;
import dev.sluice.connector.sql.Placement;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.sql.Storage;
import dev.sluice.connector.type.Assignment;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.Staged;
import dev.sluice.connector.verification.ColumnFacts;
import dev.sluice.connector.verification.Survey;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.LossPolicy;
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
 * @param lengthened those of {@code columns} that the target has to be given first, because values do not fit
 * @param target the target as it was
 */
record WritePlan(
        Action action,
        long rows,
        List<PoolColumn> external,
        List<PoolColumn> columns,
        Layout layout,
        List<PoolColumn> lengthened,
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
        /** The table is replaced by one of the same definition, but for columns that are longer. */
        REPLACE_BY_LONGER,
        /** The table is replaced by one of another definition. */
        REPLACE_TABLE
    }

    /** Returns whether the rows go into a table that stays. */
    boolean adds() {
        return action == Action.APPEND || action == Action.REFILL;
    }

    /**
     * Returns whether the rows go into the columns of a table that is there, or into the same ones of another table but for
     * their length, and not into columns that are made for the frame.
     */
    boolean intoMapped() {
        return action != Action.CREATE && action != Action.REPLACE_TABLE;
    }

    /** Returns whether another table takes the target's place. */
    boolean replaces() {
        return action == Action.REPLACE_BY_LONGER || action == Action.REPLACE_TABLE;
    }

    /** Returns the collation that a column of a table of another definition has to be given to keep it, if it needs one. */
    Optional<String> collation(PoolColumn column) {
        if (action != Action.REPLACE_TABLE || !column.type().kind().isText()) {
            return Optional.empty();
        }
        return target.flatMap(table -> table.columns().stream()
                .filter(each -> Mapping.same(each.name(), column.name()))
                .findFirst()
                .flatMap(each -> Optional.ofNullable(table.traits(each.name()).collation())));
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
        refuseOption(
                "widen",
                request.target().widen() ? "true" : null,
                !external,
                "an external table's columns cannot be altered");
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
            return;
        }
        if (!external) {
            TableLosses.refusePolicies(request, target.get());
        }
        if (external || !keepsDefinition(request, target.get(), mapping.get(), List.of())) {
            TableLosses.refuse(
                    request,
                    TableLosses.of(request, target.get(), frame.names(), false),
                    mapping.get().obstacles());
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
        Distribution distribution = request.target().distribution();
        TableIndex index = request.target().index();
        boolean sameLayout = (distribution == null
                        || Placement.of(distribution).equals(target.layout().placement()))
                && (index == null || Storage.of(index).equals(target.layout().storage()));
        boolean allColumns = mapping.unused().stream()
                .allMatch(column -> target.traits(column.name()).fillsItself());
        return mapping.obstacles().isEmpty() && valueObstacles.isEmpty() && sameLayout && allColumns;
    }

    /** Decides. */
    static WritePlan of(
            Statements sql,
            TransferRequest.Write request,
            Frame frame,
            Optional<Target> target,
            Optional<Mapping> mapping,
            Survey survey,
            Recorder recorder) {
        if (target.isEmpty() || mapping.isEmpty()) {
            List<PoolColumn> external = external(request, frame, survey);
            Layout layout = layout(request, Layout.DEFAULT, external, recorder);
            return new WritePlan(Action.CREATE, survey.rows(), external, external, layout, List.of(), target);
        }
        return request.target().mode() == SaveMode.APPEND
                ? append(sql, request, frame, target.get(), mapping.get(), survey)
                : overwrite(request, frame, target.get(), mapping.get(), survey, recorder);
    }

    private static WritePlan append(
            Statements sql, TransferRequest.Write request, Frame frame, Target target, Mapping into, Survey survey) {
        LossPolicy loss = request.target().loss();
        Mapping longer = target.external() ? into : into.lengthened(survey);
        List<PoolColumn> lengthened = longer.changedSince(into);
        if (request.target().widen()) {
            Lengthening.refuse(sql, request.table(), target, lengthened);
            refuseValues(request, longer.refuseValues(survey, loss), List.of());
        } else {
            refuseValues(
                    request,
                    into.refuseValues(survey, loss),
                    Lengthening.statements(sql, request.table(), target, lengthened));
        }
        return new WritePlan(
                Action.APPEND,
                survey.rows(),
                // Files that are added to an external table are read by its own definition.
                target.external() ? into.columns() : external(request, frame, survey),
                longer.columns(),
                target.layout(),
                lengthened,
                Optional.of(target));
    }

    private static WritePlan overwrite(
            TransferRequest.Write request, Frame frame, Target target, Mapping into, Survey survey, Recorder recorder) {
        LossPolicy loss = request.target().loss();
        List<PoolColumn> external = external(request, frame, survey);
        boolean fits = !target.external() && into.obstacles().isEmpty();
        Mapping longer = fits ? into.lengthened(survey) : into;
        List<String> valueObstacles = into.obstacles().isEmpty() ? longer.refuseValues(survey, loss) : List.of();
        if (fits && keepsDefinition(request, target, longer, valueObstacles)) {
            List<PoolColumn> lengthened = longer.changedSince(into);
            boolean inPlace = lengthened.stream()
                    .allMatch(
                            column -> target.keepsFromLengthening(column.name()).isEmpty());
            // A switch would need a table that fills the same columns in the same way.
            boolean switches = into.unused().isEmpty() && target.isSwitchable();
            if (!inPlace) {
                replace(request, target, frame.names(), false, Lengthening.inWords(target, lengthened), recorder);
            }
            return new WritePlan(
                    !inPlace ? Action.REPLACE_BY_LONGER : switches ? Action.REPLACE_ROWS : Action.REFILL,
                    survey.rows(),
                    external,
                    longer.columns(),
                    target.layout(),
                    inPlace ? lengthened : List.of(),
                    Optional.of(target));
        }
        List<String> obstacles = new ArrayList<>(into.obstacles());
        obstacles.addAll(into.obstacles().isEmpty() ? into.refuseValues(survey, loss) : List.of());
        replace(request, target, frame.names(), hasMax(external), obstacles, recorder);
        Layout layout = layout(request, target.layout(), external, recorder);
        return new WritePlan(
                Action.REPLACE_TABLE, survey.rows(), external, external, layout, List.of(), Optional.of(target));
    }

    /** Refuses to replace a table by one that would have less, and else says what becomes of it. */
    private static void replace(
            TransferRequest.Write request,
            Target target,
            List<String> columns,
            boolean max,
            List<String> why,
            Recorder recorder) {
        TableLosses.refuse(request, TableLosses.of(request, target, columns, max), why);
        if (!target.external()) {
            recorder.warn("The table was replaced by one of another definition: "
                    + (why.isEmpty() ? "columns or layout differ" : String.join("; ", why))
                    + target.attachments()
                            .inWords()
                            .map(words -> ". Made again: " + words)
                            .orElse(""));
        }
    }

    private static void refuseValues(TransferRequest.Write request, List<String> refusals, List<String> lengthening) {
        if (!refusals.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.VALUE_OUT_OF_RANGE,
                    "Values do not fit into table " + request.table().toSql(),
                    String.join("; ", refusals),
                    lengthening.isEmpty()
                            ? "Clean the column first, widen the table's column, or use mode overwrite"
                            : "Lengthen columns by the option widen or by " + String.join("; ", lengthening)
                                    + (refusals.size() > lengthening.size() ? ". Clean the others first" : ""));
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
            TransferRequest.Write request, Layout former, List<PoolColumn> columns, Recorder recorder) {
        Distribution distribution = request.target().distribution();
        Placement placement = distribution == null ? former.placement() : Placement.of(distribution);
        TableIndex index = request.target().index();
        Storage storage = index == null ? former.storage() : Storage.of(index);
        if (!hasMax(columns) || !(storage instanceof Storage.Columnstore)) {
            return new Layout(placement, storage);
        }
        if (index != null) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The index columnstore cannot hold these rows",
                    "A value is longer than " + PoolType.LONGEST_NVARCHAR
                            + " characters, so its column is of a MAX type",
                    "Use index heap, or shorten the values");
        }
        recorder.warn("The table is a heap: a column is of a MAX type, which no columnstore index takes");
        return new Layout(placement, new Storage.Heap());
    }

    private static boolean hasMax(List<PoolColumn> columns) {
        return columns.stream().anyMatch(column -> column.type().isMax());
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
