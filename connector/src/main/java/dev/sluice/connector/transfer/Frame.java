package dev.sluice.connector.transfer;

import static org.apache.spark.sql.functions.col;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.Staged;
import dev.sluice.transfer.ErrorCode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The rows to write and what they are staged as.
 *
 * @param staged the rows as they are written to the staging folder
 * @param fields the columns of the user's frame that are written
 */
record Frame(Dataset<Row> staged, List<StructField> fields) {

    /** Most columns that a table of the SQL pool has. */
    private static final int MOST_COLUMNS = 1024;

    Frame {
        fields = List.copyOf(fields);
    }

    /**
     * Checks the frame's columns.
     *
     * @param columns the columns to write, all of them if empty
     * @throws TransferFailedException if a column is missing, has no name of its own, or a type that no pool has
     */
    static Frame of(Dataset<Row> rows, List<String> columns, ZoneId zone) {
        List<StructField> fields = columns.isEmpty()
                ? Arrays.asList(rows.schema().fields())
                : columns.stream().map(name -> field(rows.schema(), name)).toList();
        refuseNames(fields);
        List<Column> projection = new ArrayList<>();
        for (StructField field : fields) {
            Column column = col('`' + field.name().replace("`", "``") + '`');
            DataType target = Staged.sparkType(field);
            Column value = field.dataType() instanceof TimestampNTZType
                    ? WallClock.withoutZoneToStaged(column)
                    : field.dataType() instanceof TimestampType
                            ? WallClock.toStaged(column, zone)
                            : field.dataType().equals(target) ? column : column.cast(target);
            projection.add(value.as(field.name()));
        }
        return new Frame(rows.select(projection.toArray(Column[]::new)), fields);
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

    private static StructField field(StructType schema, String name) {
        return Arrays.stream(schema.fields())
                .filter(each -> Mapping.fold(each.name()).equals(Mapping.fold(name)))
                .findFirst()
                .orElseThrow(() -> TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The frame has no column " + name,
                        "Its columns are " + String.join(", ", schema.fieldNames()),
                        "Correct the option columns"));
    }

    private static void refuseNames(List<StructField> fields) {
        if (fields.isEmpty() || fields.size() > MOST_COLUMNS) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The frame has " + fields.size() + " columns",
                    "A table of a SQL pool has 1 to " + MOST_COLUMNS,
                    "Choose the columns to write with the option columns");
        }
        Map<String, String> seen = new HashMap<>();
        for (StructField field : fields) {
            String name = field.name();
            String other = seen.put(Mapping.fold(name), name);
            if (other != null) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The frame has two columns " + other + " and " + name,
                        "A SQL pool does not tell upper from lower case",
                        "Rename one of them");
            }
            if (name.isBlank() || name.length() > 128) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The frame has a column named '" + name + "'",
                        "A column of a SQL pool has a name of 1 to 128 characters",
                        "Rename it");
            }
        }
    }
}
