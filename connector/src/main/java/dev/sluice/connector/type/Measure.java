package dev.sluice.connector.type;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.expr;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * One aggregate over a column, as both ends compute it.
 *
 * <p>The two expressions give equal numbers for equal rows, in whatever order the rows come. They are kept to casts, sums and
 * the like, which every engine has.
 *
 * @param name what the number is, such as {@code sum}
 * @param frame Spark SQL expression over the staged column
 * @param table T-SQL expression over the table's column
 */
public record Measure(String name, String frame, String table) {

    public Measure {
        requireNonNull(name, "name");
    }

    /** Returns the Spark aggregate. */
    public Column frameColumn() {
        return expr(frame);
    }

    /**
     * Returns the measures that make a column's fingerprint.
     *
     * @param field name of the staged column
     * @param column expression of the table's column, its name in brackets
     * @param type type of the table's column
     */
    public static List<Measure> fingerprint(String field, String column, PoolType type) {
        String f = '`' + field.replace("`", "``") + '`';
        Measure count = new Measure("count", "count(" + f + ")", "COUNT_BIG(" + column + ")");
        return switch (type.kind()) {
            case BIT -> List.of(count, sum("int", f, column));
            case TINYINT, SMALLINT, INT, BIGINT ->
                List.of(count, sum("decimal(38,0)", f, column), min(f, column), max(f, column));
            case DECIMAL -> decimal(count, type, f, column);
            case MONEY, SMALLMONEY -> decimal(count, PoolType.decimal(19, 4), f, column);
            case REAL, FLOAT ->
                List.of(
                        count,
                        new Measure("min", "min(cast(" + f + " as double))", "MIN(CAST(" + column + " AS float))"),
                        new Measure("max", "max(cast(" + f + " as double))", "MAX(CAST(" + column + " AS float))"));
            case DATE ->
                ticks(count, "unix_date(" + f + ")", "DATEDIFF(day, CAST('1970-01-01' AS date), " + column + ")");
            case DATETIME2, DATETIME, SMALLDATETIME ->
                ticks(
                        count,
                        "unix_micros(" + f + ")",
                        "DATEDIFF_BIG(microsecond, CAST('1970-01-01' AS datetime2(7)), " + column + ")");
            case VARCHAR, NVARCHAR -> text(count, type, f, column);
            case VARBINARY -> binary(count, type, f, column);
            // Padded by the table, or another form of the same value: only their number can be compared.
            case CHAR, NCHAR, BINARY, TIME, UNIQUEIDENTIFIER, DATETIMEOFFSET -> List.of(count);
        };
    }

    private static List<Measure> decimal(Measure count, PoolType type, String f, String column) {
        // A sum of more digits can be too great for any decimal.
        return type.size() > 28
                ? List.of(count, min(f, column), max(f, column))
                : List.of(count, sum("decimal(38," + type.scale() + ")", f, column), min(f, column), max(f, column));
    }

    private static List<Measure> ticks(Measure count, String f, String column) {
        return List.of(
                count,
                sum("decimal(38,0)", f, column),
                new Measure("min", "min(" + f + ")", "MIN(" + column + ")"),
                new Measure("max", "max(" + f + ")", "MAX(" + column + ")"));
    }

    private static List<Measure> text(Measure count, PoolType type, String f, String column) {
        if (type.isMax()) {
            // HASHBYTES takes 8000 bytes at most in some versions.
            return List.of(
                    count,
                    new Measure(
                            "bytes",
                            "sum(cast(octet_length(encode(" + f + ", 'UTF-16LE')) as decimal(38,0)))",
                            "SUM(CAST(DATALENGTH(CAST(" + column + " AS nvarchar(max))) AS decimal(38,0)))"));
        }
        String text = type.kind() == PoolType.Kind.VARCHAR ? "CAST(" + column + " AS nvarchar(4000))" : column;
        return List.of(count, hash("encode(" + f + ", 'UTF-16LE')", text));
    }

    private static List<Measure> binary(Measure count, PoolType type, String f, String column) {
        return type.isMax()
                ? List.of(
                        count,
                        new Measure(
                                "bytes",
                                "sum(cast(octet_length(" + f + ") as decimal(38,0)))",
                                "SUM(CAST(DATALENGTH(" + column + ") AS decimal(38,0)))"))
                : List.of(count, hash(f, column));
    }

    /** The sum of the first four bytes of every value's MD5, as numbers without a sign. */
    private static Measure hash(String f, String column) {
        return new Measure(
                "hash",
                "sum(cast(conv(substring(md5(" + f + "), 1, 8), 16, 10) as decimal(38,0)))",
                "SUM(CAST(CONVERT(bigint, SUBSTRING(HASHBYTES('MD5', " + column + "), 1, 4)) AS decimal(38,0)))");
    }

    private static Measure sum(String type, String f, String column) {
        return new Measure("sum", "sum(cast(" + f + " as " + type + "))", "SUM(CAST(" + column + " AS " + type + "))");
    }

    private static Measure min(String f, String column) {
        return new Measure("min", "min(" + f + ")", "MIN(" + column + ")");
    }

    private static Measure max(String f, String column) {
        return new Measure("max", "max(" + f + ")", "MAX(" + column + ")");
    }
}
