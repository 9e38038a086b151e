package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.runtime.Binaries;
import dev.sluice.pool.sql.query.runtime.Cancellations;
import dev.sluice.pool.sql.query.runtime.Decimals;
import dev.sluice.pool.sql.query.runtime.Formats;
import dev.sluice.pool.sql.query.runtime.NumberToText;
import dev.sluice.pool.sql.query.runtime.Patterns;
import dev.sluice.pool.sql.query.runtime.SqlFailure;
import dev.sluice.pool.sql.query.runtime.TextToNumber;
import dev.sluice.pool.sql.query.runtime.TextToTime;
import dev.sluice.pool.sql.query.runtime.Texts;
import dev.sluice.pool.sql.query.runtime.TimeToText;
import dev.sluice.pool.sql.query.runtime.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBColumnType;

/**
 * The functions that DuckDB lacks and T-SQL has, in Java. Each is there twice: {@code tsql_x} fails on a value that it
 * cannot take, {@code try_tsql_x} yields NULL. NULL in, NULL out. Bytes go as hexadecimal text.
 */
public final class DuckFunctions {

    private static final DuckDBColumnType TEXT = DuckDBColumnType.VARCHAR;
    private static final DuckDBColumnType INT = DuckDBColumnType.INTEGER;
    private static final DuckDBColumnType LONG = DuckDBColumnType.BIGINT;
    private static final DuckDBColumnType DOUBLE = DuckDBColumnType.DOUBLE;
    private static final DuckDBColumnType BOOLEAN = DuckDBColumnType.BOOLEAN;
    private static final DuckDBColumnType TIME = DuckDBColumnType.TIMESTAMP;

    /** The last argument of functions that work long on one row: whose statement it is, so that it can be cancelled. */
    static final String WHOSE = "coalesce(getvariable('" + Cancellations.VARIABLE + "'), 0)";

    private DuckFunctions() {}

    /**
     * Returns an expression that ends the statement with an error.
     *
     * @param message an expression of the message
     * @param type the DuckDB type that it stands in for
     */
    public static String raise(int number, String message, String type) {
        return "CAST(tsql_raise(" + number + ", " + message + ") AS " + type + ')';
    }

    private static Object fail(int number, String text) {
        throw new SqlFailure(number, text);
    }

    /** Registers the functions in the database of a connection. To be called once for a database instance. */
    public static void register(Connection connection) throws SQLException {
        for (RowFunction function : all()) {
            function.register(connection);
        }
    }

    private static List<RowFunction> all() {
        List<RowFunction> functions = new ArrayList<>();
        functions.addAll(fromText());
        functions.addAll(toText());
        functions.addAll(ofText());
        functions.addAll(ofBinary());
        functions.addAll(ofDecimal());
        return functions;
    }

    private static List<RowFunction> fromText() {
        return List.of(
                new RowFunction(
                        "text_integer",
                        LONG,
                        r -> TextToNumber.integer(r.text(0), r.text(1), r.text(2)),
                        TEXT,
                        TEXT,
                        TEXT),
                new RowFunction(
                        "text_decimal",
                        TEXT,
                        r -> TextToNumber.decimal(r.text(0), r.integer(1), r.integer(2), r.text(3)),
                        TEXT,
                        INT,
                        INT,
                        TEXT),
                new RowFunction("text_money", TEXT, r -> TextToNumber.money(r.text(0), r.text(1)), TEXT, TEXT),
                new RowFunction("text_float", DOUBLE, r -> TextToNumber.floating(r.text(0), r.text(1)), TEXT, TEXT),
                new RowFunction("text_bit", BOOLEAN, r -> TextToNumber.bit(r.text(0), r.text(1)), TEXT, TEXT),
                new RowFunction("is_numeric", BOOLEAN, r -> TextToNumber.numeric(r.text(0)), TEXT),
                new RowFunction(
                        "text_time",
                        TIME,
                        r -> TextToTime.timestamp(r.text(0), r.text(1), r.integer(2)),
                        TEXT,
                        TEXT,
                        INT),
                new RowFunction("is_date", BOOLEAN, r -> TextToTime.valid(r.text(0)), TEXT));
    }

    private static List<RowFunction> toText() {
        return List.of(
                new RowFunction(
                        "float_text", TEXT, r -> NumberToText.floating(r.floating(0), r.integer(1)), DOUBLE, INT),
                new RowFunction("money_text", TEXT, r -> NumberToText.money(r.text(0), r.integer(1)), TEXT, INT),
                new RowFunction(
                        "str",
                        TEXT,
                        r -> NumberToText.padded(r.floating(0), r.integer(1), r.integer(2)),
                        DOUBLE,
                        INT,
                        INT),
                new RowFunction(
                        "time_text",
                        TEXT,
                        r -> TimeToText.text(r.time(0), r.text(1), r.integer(2), r.integer(3)),
                        TIME,
                        TEXT,
                        INT,
                        INT),
                new RowFunction("legacy_ticks", TIME, r -> TimeToText.legacyTicks(r.time(0)), TIME),
                new RowFunction("format_number", TEXT, r -> Formats.number(r.text(0), r.text(1)), TEXT, TEXT),
                new RowFunction("format_time", TEXT, r -> Formats.time(r.time(0), r.text(1)), TIME, TEXT));
    }

    private static List<RowFunction> ofText() {
        return List.of(
                new RowFunction("raise", TEXT, r -> fail(r.integer(0), r.text(1)), INT, TEXT).calledForEachRow(),
                new RowFunction(
                        "like",
                        BOOLEAN,
                        r -> Patterns.like(r.text(0), r.text(1), r.text(2), work(r, 3)),
                        TEXT,
                        TEXT,
                        TEXT,
                        LONG),
                new RowFunction(
                        "pattern_index", INT, r -> Patterns.index(r.text(0), r.text(1), work(r, 2)), TEXT, TEXT, LONG),
                new RowFunction(
                        "replace",
                        TEXT,
                        r -> Patterns.replace(r.text(0), r.text(1), r.text(2), work(r, 3)),
                        TEXT,
                        TEXT,
                        TEXT,
                        LONG),
                new RowFunction(
                        "find",
                        INT,
                        r -> Patterns.find(r.text(0), r.text(1), r.integer(2), work(r, 3)),
                        TEXT,
                        TEXT,
                        INT,
                        LONG),
                new RowFunction("repeat", TEXT, r -> Texts.repeated(r.text(0), r.number(1)), TEXT, LONG),
                new RowFunction(
                        "repeat_within",
                        TEXT,
                        r -> Texts.repeatedWithin(r.text(0), r.number(1), r.integer(2)),
                        TEXT,
                        LONG,
                        INT),
                new RowFunction("part", TEXT, r -> Texts.part(r.text(0), r.number(1), r.number(2)), TEXT, LONG, LONG),
                new RowFunction("left", TEXT, r -> Texts.left(r.text(0), r.number(1)), TEXT, LONG),
                new RowFunction("right", TEXT, r -> Texts.right(r.text(0), r.number(1)), TEXT, LONG),
                new RowFunction("fit", TEXT, r -> Texts.fit(r.text(0), r.integer(1), r.text(2)), TEXT, INT, TEXT));
    }

    private static Work work(RowFunction.Row row, int whose) {
        return Cancellations.work(row.number(whose));
    }

    private static List<RowFunction> ofBinary() {
        return List.of(
                new RowFunction("text_binary", TEXT, r -> Binaries.ofText(r.text(0), r.integer(1)), TEXT, INT),
                new RowFunction("binary_text", TEXT, r -> Binaries.toText(r.text(0), r.integer(1)), TEXT, INT),
                new RowFunction("digits_binary", TEXT, r -> Binaries.ofDigits(r.text(0), r.integer(1)), TEXT, INT),
                new RowFunction("integer_binary", TEXT, r -> Binaries.ofInteger(r.number(0), r.integer(1)), LONG, INT),
                new RowFunction("float_binary", TEXT, r -> Binaries.ofFloat(r.floating(0), r.integer(1)), DOUBLE, INT),
                new RowFunction("binary_integer", LONG, r -> Binaries.toInteger(r.text(0), r.integer(1)), TEXT, INT),
                new RowFunction("uuid_binary", TEXT, r -> Binaries.ofUuid(r.text(0)), TEXT),
                new RowFunction("binary_uuid", TEXT, r -> Binaries.toUuid(r.text(0)), TEXT),
                new RowFunction(
                        "hash_text", TEXT, r -> Binaries.hashText(r.text(0), r.text(1), r.integer(2)), TEXT, TEXT, INT),
                new RowFunction("md5_unicode", TEXT, r -> Binaries.hashText("MD5", r.text(0), 1), TEXT),
                new RowFunction("hash_binary", TEXT, r -> Binaries.hashBinary(r.text(0), r.text(1)), TEXT, TEXT));
    }

    private static List<RowFunction> ofDecimal() {
        return List.of(
                new RowFunction(
                        "divide", TEXT, r -> Decimals.divide(r.text(0), r.text(1), r.integer(2)), TEXT, TEXT, INT),
                new RowFunction(
                        "multiply", TEXT, r -> Decimals.multiply(r.text(0), r.text(1), r.integer(2)), TEXT, TEXT, INT),
                new RowFunction(
                        "round", TEXT, r -> Decimals.round(r.text(0), r.integer(1), r.integer(2)), TEXT, INT, INT));
    }
}
