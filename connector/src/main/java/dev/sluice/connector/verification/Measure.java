package dev.sluice.connector.verification;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.encode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;

import dev.sluice.connector.type.Moments;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.TextForm;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;

/**
 * One aggregate over a column, as both ends compute it.
 *
 * <p>The two expressions give equal numbers for equal rows, in whatever order the rows come. Where a table keeps a value in
 * another form than it was staged in, such as padded or rounded, the frame's side computes that form.
 *
 * @param name what the number is, such as {@code sum}
 * @param frame aggregate over the staged column
 * @param table T-SQL expression over the table's column
 */
record Measure(String name, Column frame, String table) {

    /** Most digits of a decimal whose sum over any number of rows that there can be is a decimal. */
    private static final int MOST_DIGITS_TO_SUM = 28;

    /** Where Parquet and Spark begin to count. */
    private static final String EPOCH = "CAST('1970-01-01' AS datetime2(7))";

    public Measure {
        requireNonNull(name, "name");
    }

    /**
     * Returns the measures that make a column's fingerprint: its number of values, and at least one number that every value
     * takes part in.
     *
     * @param field name of the staged column
     * @param staged its Spark type
     * @param column expression of the table's column, its name in brackets
     * @param type type of the table's column
     */
    static List<Measure> fingerprint(String field, DataType staged, String column, PoolType type) {
        Column f = col(quoted(field));
        Measure count = new Measure("count", count(f), "COUNT_BIG(" + column + ")");
        return switch (type.kind()) {
            case BIT ->
                List.of(count, new Measure("sum", sum(f.cast("bigint")), "SUM(CAST(" + column + " AS bigint))"));
            case TINYINT, SMALLINT, INT, BIGINT -> numbers(count, f, column, 0);
            case DECIMAL -> decimal(count, type, f, column);
            case MONEY, SMALLMONEY -> numbers(count, f, column, 4);
            case REAL, FLOAT -> floats(count, f.cast("double"), column);
            case DATE ->
                ticks(
                        count,
                        "unix_date(" + quoted(field) + ")",
                        "DATEDIFF(day, CAST('1970-01-01' AS date), " + column + ")");
            case DATETIME2, DATETIME, SMALLDATETIME -> moments(count, micros(field, staged), column, type);
            case DATETIMEOFFSET ->
                moments(
                        count,
                        micros(field, staged),
                        "CAST((" + column + " AT TIME ZONE 'UTC') AS datetime2(7))",
                        PoolType.of(PoolType.Kind.DATETIME2, 7));
            case VARCHAR, NVARCHAR -> List.of(count, text(f, unicode(column, type)));
            // Both ends without the blanks that such a column is filled up with.
            case CHAR, NCHAR -> List.of(count, text(rtrim(f), "RTRIM(" + unicode(column, type) + ")"));
            case VARBINARY -> List.of(count, hash(f, column));
            case BINARY ->
                List.of(count, hash(expr("rpad(" + quoted(field) + ", " + type.size() + ", X'00')"), column));
            case TIME ->
                List.of(
                        count,
                        text(expr(time(quoted(field))), "CONVERT(nvarchar(16), CAST(" + column + " AS time(7)))"));
            case UNIQUEIDENTIFIER ->
                List.of(
                        count,
                        text(
                                expr("upper(regexp_replace(" + quoted(field) + ", '[{}]', ''))"),
                                "UPPER(CONVERT(nvarchar(36), " + column + "))"));
        };
    }

    private static String quoted(String field) {
        return '`' + field.replace("`", "``") + '`';
    }

    private static List<Measure> decimal(Measure count, PoolType type, Column f, String column) {
        if (type.size() <= MOST_DIGITS_TO_SUM) {
            return numbers(count, f, column, type.scale());
        }
        Column exact = f.cast("decimal(" + type.size() + "," + type.scale() + ")");
        return List.of(
                count,
                text(Canonical.digits(exact), "CONVERT(nvarchar(41), " + column + ")"),
                new Measure("min", min(f), "MIN(" + column + ")"),
                new Measure("max", max(f), "MAX(" + column + ")"));
    }

    private static List<Measure> numbers(Measure count, Column f, String column, int scale) {
        String wide = "decimal(38," + scale + ")";
        return List.of(
                count,
                new Measure("sum", sum(f.cast(wide)), "SUM(CAST(" + column + " AS " + wide + "))"),
                new Measure("min", min(f), "MIN(" + column + ")"),
                new Measure("max", max(f), "MAX(" + column + ")"));
    }

    /** The sum of the bits, as whole numbers with a sign. Floats themselves add up to another sum in another order. */
    private static List<Measure> floats(Measure count, Column f, String column) {
        String wide = "CAST(" + column + " AS float)";
        return List.of(
                count,
                new Measure(
                        "bits",
                        sum(Canonical.bits(f).cast("decimal(38,0)")),
                        "SUM(CAST(CONVERT(bigint, CONVERT(binary(8), CASE WHEN " + wide
                                + " = 0 THEN CAST(0 AS float) ELSE " + wide + " END)) AS decimal(38,0)))"),
                new Measure("min", min(f), "MIN(" + wide + ")"),
                new Measure("max", max(f), "MAX(" + wide + ")"));
    }

    /** Microseconds since 1970 of a staged date or timestamp, as Spark SQL. */
    private static String micros(String field, DataType staged) {
        return staged instanceof DateType
                ? "unix_date(" + quoted(field) + ") * " + Moments.MICROS_OF_A_DAY + "L"
                : "unix_micros(" + quoted(field) + ")";
    }

    private static List<Measure> moments(Measure count, String micros, String column, PoolType type) {
        // A datetime's ticks have more digits than it shows.
        boolean legacy = type.kind() == PoolType.Kind.DATETIME;
        String difference = legacy
                ? "DATEDIFF_BIG(millisecond, " + EPOCH + ", " + column + ") * 1000"
                : "DATEDIFF_BIG(microsecond, " + EPOCH + ", " + column + ")";
        return ticks(count, Moments.held(micros, type), difference);
    }

    private static List<Measure> ticks(Measure count, String f, String difference) {
        return List.of(
                count,
                new Measure(
                        "sum", sum(expr(f).cast("decimal(38,0)")), "SUM(CAST(" + difference + " AS decimal(38,0)))"),
                new Measure("min", min(expr(f)), "MIN(" + difference + ")"),
                new Measure("max", max(expr(f)), "MAX(" + difference + ")"));
    }

    /** Returns a text as nvarchar: the hash is that of UTF-16. */
    private static String unicode(String column, PoolType type) {
        boolean national = type.kind() == PoolType.Kind.NVARCHAR || type.kind() == PoolType.Kind.NCHAR;
        boolean max = type.isMax() || type.size() > PoolType.LONGEST_NVARCHAR;
        return national ? column : "CAST(" + column + " AS nvarchar(" + (max ? "max" : type.size()) + "))";
    }

    /** Returns a time of day as T-SQL writes a {@code time(7)}, of a text that has passed {@link TextForm#of}. */
    private static String time(String f) {
        String seconds = "coalesce(nullif(split_part(" + f + ", ':', 3), ''), '00')";
        return "concat(lpad(split_part(" + f + ", ':', 1), 2, '0'), ':', split_part(" + f
                + ", ':', 2), ':', rpad(concat(" + seconds + ", if(instr(" + seconds
                + ", '.') > 0, '', '.')), 10, '0'))";
    }

    private static Measure text(Column f, String column) {
        return hash(encode(f, "UTF-16LE"), column);
    }

    /** The sum of the first four bytes of every value's MD5, as numbers without a sign. */
    private static Measure hash(Column bytes, String column) {
        return new Measure(
                "hash",
                sum(conv(substring(md5(bytes), 1, 8), 16, 10).cast("decimal(38,0)")),
                "SUM(CAST(CONVERT(bigint, SUBSTRING(HASHBYTES('MD5', " + column + "), 1, 4)) AS decimal(38,0)))");
    }
}
