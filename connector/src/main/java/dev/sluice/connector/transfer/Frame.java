package dev.sluice.connector.transfer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.type.CodePage;
import dev.sluice.connector.type.Moments;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.Staged;
import dev.sluice.connector.type.WallClock;
import dev.sluice.connector.verification.SurveyedColumn;
import dev.sluice.transfer.ErrorCode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The rows to write and what they are staged as.
 *
 * @param staged the rows as they are written to the staging folder
 * @param fields the columns that are written, in the order of the staged ones
 * @param rounded places of the columns whose moments are rounded for the files; behind all columns, and not to be written,
 *     stand those as they were
 * @param instants which of them are instants of the user's, of which staging keeps what clocks show
 */
record Frame(Dataset<Row> staged, List<StructField> fields, List<Boolean> instants, List<Integer> rounded) {

    /** Begin of the name of a column that has another one's moments as they were. */
    private static final String ORIGINAL = "before rounding ";

    /** Most columns that a table of the SQL pool has. */
    private static final int MOST_COLUMNS = 1024;

    private static final int LONGEST_NAME = 128;

    Frame {
        fields = List.copyOf(fields);
        instants = List.copyOf(instants);
        rounded = List.copyOf(rounded);
    }

    /**
     * Checks the frame's columns.
     *
     * @param columns the columns to write, all of them if empty
     * @param name name of the frame as the user wrote it
     * @throws TransferFailedException if columns are missing, have no names of their own, or types that no pool has
     */
    static Frame of(Dataset<Row> rows, List<String> columns, ZoneId zone, String name) {
        StructType schema = rows.schema();
        List<Integer> chosen =
                columns.isEmpty() ? IntStream.range(0, schema.size()).boxed().toList() : chosen(schema, columns);
        List<StructField> fields = chosen.stream().map(schema::apply).toList();
        refuseNames(fields, schema, name);
        refuseTypes(fields, name);
        // By place: a name may be there twice, and what it means is a setting of the session.
        Dataset<Row> numbered = numbered(rows);
        List<Column> projection = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            StructField field = fields.get(i);
            projection.add(staged(col(number(chosen.get(i))), field, zone).as(field.name()));
        }
        return new Frame(
                numbered.select(projection.toArray(Column[]::new)),
                fields,
                fields.stream()
                        .map(field -> field.dataType() instanceof TimestampType)
                        .toList(),
                List.of());
    }

    /**
     * Returns the rows as files of an external table: its columns, in its order and of its types.
     *
     * @param target the table's columns
     * @param sources for each of them the frame's column that goes into it, or -1 for nulls
     */
    Frame arranged(List<PoolColumn> target, List<Integer> sources) {
        Dataset<Row> numbered = numbered(staged);
        List<Column> projection = new ArrayList<>();
        List<StructField> arranged = new ArrayList<>();
        List<Boolean> arrangedInstants = new ArrayList<>();
        List<Integer> arrangedRounded = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) {
            PoolColumn column = target.get(i);
            int source = sources.get(i);
            DataType type = Staged.inFilesOf(column.type()).orElseThrow();
            Column value = source < 0
                    ? lit(null).cast(type)
                    : converted(number(source), staged.schema().apply(source).dataType(), column.type(), type);
            projection.add(value.as(column.name()));
            arranged.add(DataTypes.createStructField(column.name(), type, true));
            arrangedInstants.add(source >= 0 && instants.get(source));
            if (source >= 0 && staged.schema().apply(source).dataType() instanceof TimestampType) {
                arrangedRounded.add(i);
            }
        }
        for (int i : arrangedRounded) {
            projection.add(col(number(sources.get(i))).as(ORIGINAL + i));
        }
        return new Frame(
                numbered.select(projection.toArray(Column[]::new)), arranged, arrangedInstants, arrangedRounded);
    }

    /** Returns the schema of the staged files. */
    StructType stagedSchema() {
        return DataTypes.createStructType(fields.stream()
                .map(field -> DataTypes.createStructField(field.name(), Staged.sparkType(field), true))
                .toArray(StructField[]::new));
    }

    /** Returns the types of the staged columns before anything is measured. */
    List<PoolType> declaredTypes() {
        return fields.stream().map(field -> Staged.externalType(field, 0)).toList();
    }

    /**
     * Returns what to ask of the staged columns.
     *
     * @param mapping columns that they go into, if the table exists and they may
     */
    List<SurveyedColumn> asked(Optional<Mapping> mapping) {
        return IntStream.range(0, fields.size())
                .mapToObj(i -> new SurveyedColumn(
                        instants.get(i),
                        mapping.map(each -> each.columns().get(i).type()).orElse(null),
                        mapping.map(each -> each.traits().get(i).codePage()).orElse(CodePage.LATIN),
                        rounded.contains(i) ? ORIGINAL + i : null))
                .toList();
    }

    /** Returns the columns of a table that is made for the frame, before anything is measured. */
    List<PoolColumn> declaredColumns() {
        return fields.stream()
                .map(field -> new PoolColumn(field.name(), Staged.externalType(field, 0), true))
                .toList();
    }

    /** Returns the names of the columns. */
    List<String> names() {
        return fields.stream().map(StructField::name).toList();
    }

    private static Dataset<Row> numbered(Dataset<Row> rows) {
        return rows.toDF(
                IntStream.range(0, rows.schema().size()).mapToObj(Frame::number).toArray(String[]::new));
    }

    private static String number(int index) {
        return "c" + index;
    }

    private static Column staged(Column column, StructField field, ZoneId zone) {
        if (field.dataType() instanceof TimestampNTZType) {
            return WallClock.withoutZoneToStaged(column);
        }
        if (field.dataType() instanceof TimestampType) {
            return WallClock.toStaged(column, zone);
        }
        DataType type = Staged.sparkType(field);
        return field.dataType().equals(type) ? column : column.cast(type);
    }

    private static Column converted(String column, DataType from, PoolType to, DataType type) {
        if (type instanceof TimestampType) {
            String micros = from instanceof DateType
                    ? "unix_date(" + column + ") * 86400000000L"
                    : "unix_micros(" + column + ")";
            return expr("timestamp_micros(" + Moments.held(micros, to) + ")");
        }
        return from.equals(type) ? col(column) : col(column).cast(type);
    }

    /** Finds columns by their names; where only case tells them apart, by the very name. */
    private static List<Integer> chosen(StructType schema, List<String> names) {
        List<Integer> chosen = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>();
        for (String name : names) {
            List<Integer> found = where(schema, name::equals);
            if (found.isEmpty()) {
                found = where(schema, other -> Mapping.fold(other).equals(Mapping.fold(name)));
            }
            if (found.size() > 1) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The frame has " + found.size() + " columns " + name,
                        "They are "
                                + String.join(
                                        ", ",
                                        found.stream()
                                                .map(i -> schema.apply(i).name())
                                                .toList()),
                        "Write one of them in the option columns as the frame does, or rename one of them");
            }
            if (found.isEmpty()) {
                missing.add(name);
            } else if (chosen.contains(found.get(0))) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The option columns names " + name + " twice",
                        "A table has a column once",
                        "Leave one of them out");
            } else {
                chosen.add(found.get(0));
            }
        }
        if (!missing.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The frame has no column " + String.join(", ", missing),
                    "Its columns are " + String.join(", ", schema.fieldNames()),
                    "Correct the option columns");
        }
        return chosen;
    }

    private static List<Integer> where(StructType schema, Predicate<String> name) {
        return IntStream.range(0, schema.size())
                .filter(i -> name.test(schema.apply(i).name()))
                .boxed()
                .toList();
    }

    private static void refuseNames(List<StructField> fields, StructType schema, String frame) {
        if (fields.isEmpty() || fields.size() > MOST_COLUMNS) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The frame has " + fields.size() + " columns",
                    "A table of a SQL pool has 1 to " + MOST_COLUMNS,
                    "Choose the columns to write with the option columns");
        }
        Map<String, List<String>> byName = new LinkedHashMap<>();
        List<String> bad = new ArrayList<>();
        for (StructField field : fields) {
            String name = field.name();
            byName.computeIfAbsent(Mapping.fold(name), each -> new ArrayList<>())
                    .add(name);
            if (name.isBlank() || name.length() > LONGEST_NAME) {
                bad.add("a name has 1 to " + LONGEST_NAME + " characters, and '" + name + "' has "
                        + name.strip().length());
            }
        }
        for (List<String> same : byName.values()) {
            if (same.size() > 1) {
                boolean byCase = same.stream().distinct().count() > 1;
                bad.add(same.size() + " columns are named " + String.join(", ", same)
                        + (byCase ? ", and a SQL pool does not tell upper from lower case" : ""));
            }
        }
        if (!bad.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The frame has column names that a table cannot have",
                    String.join("; ", bad),
                    "Rename them, in Python or Scala: " + Remedy.rename(frame, Arrays.asList(schema.fieldNames())));
        }
    }

    private static void refuseTypes(List<StructField> fields, String frame) {
        Map<String, String> mended = new LinkedHashMap<>();
        List<String> types = new ArrayList<>();
        for (StructField field : fields) {
            Staged.remedy(field.dataType(), Remedy.quoted(field.name())).ifPresent(expression -> {
                mended.put(field.name(), expression);
                types.add(field.name() + " of type " + field.dataType().catalogString());
            });
        }
        if (!mended.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.UNSUPPORTED_TYPE,
                    "Cannot write " + (types.size() == 1 ? "column " : "columns ") + String.join(", ", types),
                    "A SQL pool has no such " + (types.size() == 1 ? "type" : "types"),
                    "Write them as text, in Python or Scala, or leave them out: "
                            + Remedy.select(
                                    frame,
                                    fields.stream().map(StructField::name).toList(),
                                    mended));
        }
    }
}
