package dev.sluice.connector.type;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.ShortType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;

import org.apache.spark.sql.types.DataType;

/**
 * What a column of a SQL pool becomes in Spark: the expression it is exported by and the Spark type it is read as.
 *
 * <p>A {@code datetime2} is a wall clock without a zone and Spark's timestamp is an instant shown in the session's time zone:
 * the wall clock is kept, so that Spark shows what T-SQL shows. A {@code datetimeoffset} is an instant and stays one. Spark
 * has no time of day and no UUID: {@code time} and {@code uniqueidentifier} become strings. Spark keeps microseconds: the
 * seventh digit of a second is cut off.
 */
public final class Export {

    private Export() {}

    /** Returns the Spark type. */
    public static DataType sparkType(PoolType type) {
        return switch (type.kind()) {
            case BIT -> BooleanType;
            case TINYINT, SMALLINT -> ShortType;
            case INT -> IntegerType;
            case BIGINT -> LongType;
            case DECIMAL -> createDecimalType(type.size(), type.scale());
            case MONEY -> createDecimalType(19, 4);
            case SMALLMONEY -> createDecimalType(10, 4);
            case REAL -> FloatType;
            case FLOAT -> DoubleType;
            case DATE -> DateType;
            case DATETIME2, DATETIME, SMALLDATETIME, DATETIMEOFFSET -> TimestampType;
            case TIME, CHAR, VARCHAR, NCHAR, NVARCHAR, UNIQUEIDENTIFIER -> StringType;
            case BINARY, VARBINARY -> BinaryType;
        };
    }

    /** Returns the T-SQL expression, without an alias, that gives the column in a type that Parquet takes. */
    public static String expression(PoolColumn column) {
        String name = column.toSql();
        return switch (column.type().kind()) {
            // Written as an unsigned byte, which not every reader takes.
            case TINYINT -> "CAST(" + name + " AS smallint)";
            case MONEY -> "CAST(" + name + " AS decimal(19,4))";
            case SMALLMONEY -> "CAST(" + name + " AS decimal(10,4))";
            case DATETIME -> "CAST(" + name + " AS datetime2(3))";
            case SMALLDATETIME -> "CAST(" + name + " AS datetime2(0))";
            case DATETIMEOFFSET -> "CAST((" + name + " AT TIME ZONE 'UTC') AS datetime2(7))";
            case TIME -> "CAST(" + name + " AS nvarchar(16))";
            case UNIQUEIDENTIFIER -> "CAST(" + name + " AS nvarchar(36))";
            default -> name;
        };
    }

    /** Returns whether the exported timestamps are wall clocks, which are shifted into the session's time zone. */
    public static boolean isWallClock(PoolType type) {
        return switch (type.kind()) {
            case DATETIME2, DATETIME, SMALLDATETIME -> true;
            default -> false;
        };
    }

    /** Returns whether a column of another type is exported and read just as one of the first type is. */
    public static boolean readsAlike(PoolType type, PoolType other) {
        return sparkType(type).equals(sparkType(other))
                && isWallClock(type) == isWallClock(other)
                && expression(new PoolColumn("c", type, true)).equals(expression(new PoolColumn("c", other, true)));
    }

    /** Returns whether the export casts the column: it would do so with a column of another type too. */
    public static boolean isCast(PoolType type) {
        return !expression(new PoolColumn("c", type, true)).equals("[c]");
    }

    /** Returns the type of the exported expression, which the fingerprints are taken of. */
    public static PoolType exportedType(PoolType type) {
        return switch (type.kind()) {
            case TINYINT -> PoolType.of(PoolType.Kind.SMALLINT);
            case MONEY -> PoolType.decimal(19, 4);
            case SMALLMONEY -> PoolType.decimal(10, 4);
            case DATETIME, SMALLDATETIME, DATETIMEOFFSET -> PoolType.of(PoolType.Kind.DATETIME2, 7);
            case TIME -> PoolType.of(PoolType.Kind.NVARCHAR, 16);
            case UNIQUEIDENTIFIER -> PoolType.of(PoolType.Kind.NVARCHAR, 36);
            default -> type;
        };
    }
}
