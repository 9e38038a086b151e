package dev.sluice.connector.verification;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.connector.type.Moments;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.TextForm;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;

/**
 * The one text of a value that both ends write, short enough to be hashed together with others.
 *
 * <pre>
 * bit, whole numbers, decimal, money   its digits, all of its scale
 * real, float                          its IEEE 754 bits as a double, as a whole number; zero has no sign
 * date                                 days since 1970
 * date and time                        microseconds since 1970
 * time, uniqueidentifier               as T-SQL writes a time(7), and in upper case
 * char, varchar and their like         bytes in UTF-16, a colon, the text; the blanks that fill up a char are left out
 * binary, varbinary                    an x and hexadecimal digits
 * longer than 200 characters or 100 bytes: the MD5 of the value
 * null                                 nothing
 * </pre>
 *
 * <p>Where a column keeps a value in another form than it was staged in, such as padded or rounded, the frame's side
 * computes that form.
 *
 * @param frame the text, of a staged value; never null
 * @param table the text or what {@code CONCAT} makes it of, as T-SQL over the table's column; null for null
 */
record ValueText(Column frame, String table) {

    /** Most UTF-16 units of a text that stands for itself. */
    private static final int MOST_UNITS = 200;

    /** Most bytes of a binary that stands for itself. */
    private static final int MOST_BYTES = 100;

    /** Digits behind the point up to which Spark writes no decimal with an exponent. */
    private static final int MOST_PLAIN_DIGITS = 6;

    /** Where Parquet and Spark begin to count. */
    private static final String EPOCH = "CAST('1970-01-01' AS datetime2(7))";

    ValueText {
        requireNonNull(table, "table");
    }

    /**
     * Returns the text of a column's values.
     *
     * @param field name of the staged column
     * @param staged its Spark type
     * @param column expression of the table's column, its name in brackets
     * @param type type of the table's column; how long a text or binary may be does not change the frame's side
     */
    static ValueText of(String field, DataType staged, String column, PoolType type) {
        String name = quoted(field);
        Column f = col(name);
        return switch (type.kind()) {
            case BIT -> plain(f.cast("int"), column);
            case TINYINT, SMALLINT, INT, BIGINT -> plain(f, column);
            case DECIMAL -> digits(f, type.size(), type.scale(), column);
            case MONEY, SMALLMONEY -> digits(f, 19, 4, "CAST(" + column + " AS decimal(19,4))");
            case REAL, FLOAT -> plain(Canonical.bits(f.cast("double")), bits("CAST(" + column + " AS float)"));
            case DATE ->
                plain(expr("unix_date(" + name + ")"), "DATEDIFF(day, CAST('1970-01-01' AS date), " + column + ")");
            case DATETIME2, DATETIME, SMALLDATETIME ->
                plain(expr(Moments.held(micros(name, staged), type)), ticks(column, type));
            case DATETIMEOFFSET ->
                plain(
                        expr(micros(name, staged)),
                        ticks(
                                "CAST((" + column + " AT TIME ZONE 'UTC') AS datetime2(7))",
                                PoolType.of(PoolType.Kind.DATETIME2, 7)));
            case VARCHAR, NVARCHAR -> text(name, unicode(column, type), units(type));
            case CHAR, NCHAR -> text("rtrim(" + name + ")", "RTRIM(" + unicode(column, type) + ")", units(type));
            case VARBINARY -> bytes(name, column, type);
            case BINARY -> bytes("rpad(" + name + ", " + type.size() + ", X'00')", column, type);
            case TIME -> plain(expr(time(name)), "CONVERT(nvarchar(16), CAST(" + column + " AS time(7)))");
            case UNIQUEIDENTIFIER ->
                plain(
                        expr("upper(regexp_replace(" + name + ", '[{}]', ''))"),
                        "UPPER(CONVERT(nvarchar(36), " + column + "))");
        };
    }

    /** Returns a name as Spark SQL takes any name. */
    static String quoted(String field) {
        return '`' + field.replace("`", "``") + '`';
    }

    private static ValueText plain(Column frame, String table) {
        return new ValueText(coalesce(frame.cast("string"), lit("")), table);
    }

    private static ValueText digits(Column f, int precision, int scale, String table) {
        Column exact = f.cast("decimal(" + precision + "," + scale + ")");
        return plain(scale > MOST_PLAIN_DIGITS ? Canonical.digits(exact) : exact, table);
    }

    /** Minus zero equals zero, and a SQL pool may give either. */
    private static String bits(String number) {
        return "CONVERT(bigint, CONVERT(binary(8), CASE WHEN " + number + " = 0 THEN CAST(0 AS float) ELSE " + number
                + " END))";
    }

    /** Microseconds since 1970 of a staged date or timestamp, as Spark SQL. */
    private static String micros(String name, DataType staged) {
        return staged instanceof DateType
                ? "unix_date(" + name + ") * " + Moments.MICROS_OF_A_DAY + "L"
                : "unix_micros(" + name + ")";
    }

    private static String ticks(String column, PoolType type) {
        // A datetime's ticks have more digits than it shows.
        return type.kind() == PoolType.Kind.DATETIME
                ? "DATEDIFF_BIG(millisecond, " + EPOCH + ", " + column + ") * 1000"
                : "DATEDIFF_BIG(microsecond, " + EPOCH + ", " + column + ")";
    }

    /** Returns a text as nvarchar: lengths and hashes are those of UTF-16. */
    private static String unicode(String column, PoolType type) {
        boolean national = type.kind() == PoolType.Kind.NVARCHAR || type.kind() == PoolType.Kind.NCHAR;
        boolean max = type.isMax() || type.size() > PoolType.LONGEST_NVARCHAR;
        return national ? column : "CAST(" + column + " AS nvarchar(" + (max ? "max" : type.size()) + "))";
    }

    /**
     * Returns the length of a text in UTF-16 units, as Spark SQL. Where it has as many characters as bytes, as most texts
     * have, it needs not be encoded.
     */
    static String units(String f) {
        return "if(octet_length(" + f + ") = char_length(" + f + "), octet_length(" + f + "), octet_length(encode(" + f
                + ", 'UTF-16LE')) div 2)";
    }

    private static int units(PoolType type) {
        return type.isMax() ? Integer.MAX_VALUE : type.size();
    }

    private static ValueText text(String f, String t, int longest) {
        String bytes = "(2 * " + units(f) + ")";
        String frame = shortOr(bytes, 2 * MOST_UNITS, "concat(" + bytes + ", ':', " + f + ")") + "upper(md5(encode(" + f
                + ", 'UTF-16LE'))))";
        String own = "CAST(DATALENGTH(" + t + ") AS nvarchar(10)) + N':' + ";
        String table = longest <= MOST_UNITS
                ? own + t
                : "CASE WHEN DATALENGTH(" + t + ") <= " + 2 * MOST_UNITS + " THEN " + own + "CAST(" + t
                        + " AS nvarchar(" + MOST_UNITS + ")) ELSE " + hash(t) + " END";
        return plain(expr(frame), table);
    }

    private static ValueText bytes(String f, String t, PoolType type) {
        String frame = shortOr("octet_length(" + f + ")", MOST_BYTES, "concat('x', hex(" + f + "))") + "upper(md5(" + f
                + ")))";
        String own = "N'x' + CONVERT(nvarchar(" + 2 * MOST_BYTES + "), " + t + ", 2)";
        String table = units(type) <= MOST_BYTES
                ? own
                : "CASE WHEN DATALENGTH(" + t + ") <= " + MOST_BYTES + " THEN " + own + " ELSE " + hash(t) + " END";
        return plain(expr(frame), table);
    }

    private static String shortOr(String length, int most, String own) {
        return String.format(Locale.ROOT, "if(%s <= %d, %s, ", length, most, own);
    }

    private static String hash(String t) {
        return "CONVERT(nvarchar(32), HASHBYTES('MD5', " + t + "), 2)";
    }

    /** Returns a time of day as T-SQL writes a {@code time(7)}, of a text that has passed {@link TextForm#of}. */
    private static String time(String f) {
        String seconds = "coalesce(nullif(split_part(" + f + ", ':', 3), ''), '00')";
        return "concat(lpad(split_part(" + f + ", ':', 1), 2, '0'), ':', split_part(" + f
                + ", ':', 2), ':', rpad(concat(" + seconds + ", if(instr(" + seconds
                + ", '.') > 0, '', '.')), 10, '0'))";
    }
}
