package dev.sluice.connector.type;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * What a column of a frame becomes in a SQL pool: the Spark type it is staged as and the type of the external table's
 * column over the staged files. External tables do not cast, so the two must be the same type of Parquet.
 */
public final class Staged {

    private Staged() {}

    /**
     * Returns the Spark type that a column is staged as.
     *
     * @throws TransferFailedException if no type of the pool takes it
     */
    public static DataType sparkType(StructField field) {
        DataType type = field.dataType();
        if (type instanceof ByteType) {
            // Spark's byte is signed and a tinyint is not.
            return DataTypes.ShortType;
        }
        if (type instanceof TimestampNTZType) {
            return DataTypes.TimestampType;
        }
        externalType(field, 0);
        return type;
    }

    /**
     * Returns the type of the external table's column.
     *
     * @param longest longest value of a text, in UTF-16 units, or of a binary, in bytes; not looked at for other types
     * @throws TransferFailedException if no type of the pool takes it
     */
    public static PoolType externalType(StructField field, long longest) {
        DataType type = field.dataType();
        if (type instanceof BooleanType) {
            return PoolType.of(PoolType.Kind.BIT);
        } else if (type instanceof ByteType || type instanceof ShortType) {
            return PoolType.of(PoolType.Kind.SMALLINT);
        } else if (type instanceof IntegerType) {
            return PoolType.of(PoolType.Kind.INT);
        } else if (type instanceof LongType) {
            return PoolType.of(PoolType.Kind.BIGINT);
        } else if (type instanceof DecimalType decimal && decimal.scale() >= 0) {
            return PoolType.decimal(decimal.precision(), decimal.scale());
        } else if (type instanceof FloatType) {
            return PoolType.of(PoolType.Kind.REAL);
        } else if (type instanceof DoubleType) {
            return PoolType.of(PoolType.Kind.FLOAT);
        } else if (type instanceof DateType) {
            return PoolType.of(PoolType.Kind.DATE);
        } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return PoolType.of(PoolType.Kind.DATETIME2, 7);
        } else if (type instanceof StringType) {
            return PoolType.of(PoolType.Kind.NVARCHAR, Lengths.room(longest, PoolType.LONGEST_NVARCHAR));
        } else if (type instanceof BinaryType) {
            return PoolType.of(PoolType.Kind.VARBINARY, Lengths.room(longest, PoolType.LONGEST_VARBINARY));
        }
        throw unsupported(field);
    }

    private static TransferFailedException unsupported(StructField field) {
        String name = field.name();
        String type = field.dataType().catalogString();
        boolean nested = type.startsWith("array<") || type.startsWith("map<") || type.startsWith("struct<");
        return TransferFailedException.of(
                ErrorCode.UNSUPPORTED_TYPE,
                "Cannot write column " + name + " of type " + type,
                "A SQL pool has no such type",
                nested
                        ? "Write it as text with to_json(" + name + "), explode it, or leave the column out"
                        : "Cast it first, as in cast(" + name + " as string), or leave the column out");
    }
}
