package dev.sluice.connector.type;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
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
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
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
        return poolType(field.dataType(), longest).orElseThrow(() -> unsupported(field));
    }

    private static Optional<PoolType> poolType(DataType type, long longest) {
        if (type instanceof BooleanType) {
            return Optional.of(PoolType.of(PoolType.Kind.BIT));
        } else if (type instanceof ByteType || type instanceof ShortType) {
            return Optional.of(PoolType.of(PoolType.Kind.SMALLINT));
        } else if (type instanceof IntegerType) {
            return Optional.of(PoolType.of(PoolType.Kind.INT));
        } else if (type instanceof LongType) {
            return Optional.of(PoolType.of(PoolType.Kind.BIGINT));
        } else if (type instanceof DecimalType decimal && decimal.scale() >= 0) {
            return Optional.of(PoolType.decimal(decimal.precision(), decimal.scale()));
        } else if (type instanceof FloatType) {
            return Optional.of(PoolType.of(PoolType.Kind.REAL));
        } else if (type instanceof DoubleType) {
            return Optional.of(PoolType.of(PoolType.Kind.FLOAT));
        } else if (type instanceof DateType) {
            return Optional.of(PoolType.of(PoolType.Kind.DATE));
        } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return Optional.of(PoolType.of(PoolType.Kind.DATETIME2, 7));
        } else if (type instanceof StringType) {
            return Optional.of(PoolType.of(PoolType.Kind.NVARCHAR, Lengths.room(longest, PoolType.LONGEST_NVARCHAR)));
        } else if (type instanceof BinaryType) {
            return Optional.of(PoolType.of(PoolType.Kind.VARBINARY, Lengths.room(longest, PoolType.LONGEST_VARBINARY)));
        }
        return Optional.empty();
    }

    /**
     * Returns the Spark type that files of an external table have for one of its columns.
     *
     * @return nothing if an external table reads no type that Spark writes as such a column
     */
    public static Optional<DataType> inFilesOf(PoolType column) {
        return switch (column.kind()) {
            case BIT -> Optional.of(DataTypes.BooleanType);
            case SMALLINT -> Optional.of(DataTypes.ShortType);
            case INT -> Optional.of(DataTypes.IntegerType);
            case BIGINT -> Optional.of(DataTypes.LongType);
            case DECIMAL -> Optional.of(DataTypes.createDecimalType(column.size(), column.scale()));
            case REAL -> Optional.of(DataTypes.FloatType);
            case FLOAT -> Optional.of(DataTypes.DoubleType);
            case DATE -> Optional.of(DataTypes.DateType);
            case DATETIME2 -> Optional.of(DataTypes.TimestampType);
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> Optional.of(DataTypes.StringType);
            case BINARY, VARBINARY -> Optional.of(DataTypes.BinaryType);
            // Spark writes no unsigned byte, and the loading table of the documentation has none of the others.
            case TINYINT, MONEY, SMALLMONEY, TIME, DATETIME, SMALLDATETIME, DATETIMEOFFSET, UNIQUEIDENTIFIER ->
                Optional.empty();
        };
    }

    /**
     * Returns how to make a column one that a SQL pool has.
     *
     * @param name the column as Spark SQL names it
     * @return an expression of Spark SQL; nothing if it is one already
     */
    public static Optional<String> remedy(DataType type, String name) {
        if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
            return Optional.of("to_json(" + name + ")");
        }
        if (type instanceof DecimalType decimal && decimal.scale() < 0) {
            return Optional.of("cast(" + name + " as decimal(38,0))");
        }
        return poolType(type, 0).isPresent() ? Optional.empty() : Optional.of("cast(" + name + " as string)");
    }

    private static TransferFailedException unsupported(StructField field) {
        return TransferFailedException.of(
                ErrorCode.UNSUPPORTED_TYPE,
                "Cannot write column " + field.name() + " of type "
                        + field.dataType().catalogString(),
                "A SQL pool has no such type",
                "Write another expression of it, or leave the column out");
    }
}
