package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;

/** Reads names of types with their lengths. Types that a dedicated SQL pool has no columns of are refused. */
final class TypeParser {

    private static final int MAX_PRECISION = 38;
    private static final int MAX_BYTES = 8000;
    private static final int MAX_UNICODE = 4000;

    private final Tokens tokens;

    TypeParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Reads the type of a column or a variable: a string without a length has 1. */
    SqlType declared() throws SqlError {
        return type(1);
    }

    /** Reads the type of a conversion: a string without a length has 30. */
    SqlType converted() throws SqlError {
        return type(30);
    }

    private SqlType type(int defaultLength) throws SqlError {
        Token token = tokens.peek();
        if (tokens.accept("double")) {
            tokens.expect("precision");
            return SqlType.of(Kind.FLOAT);
        }
        if (tokens.accept("national")) {
            tokens.accept("character");
            tokens.accept("char");
            return text(tokens.accept("varying") ? Kind.NVARCHAR : Kind.NCHAR, MAX_UNICODE, defaultLength);
        }
        if (!tokens.aheadName()) {
            throw tokens.unexpected();
        }
        tokens.take();
        if (token.word("sys") && tokens.acceptSymbol(".")) {
            token = tokens.take();
        }
        return switch (token.upper()) {
            case "BIT" -> SqlType.of(Kind.BIT);
            case "TINYINT" -> SqlType.of(Kind.TINYINT);
            case "SMALLINT" -> SqlType.of(Kind.SMALLINT);
            case "INT", "INTEGER" -> SqlType.of(Kind.INT);
            case "BIGINT" -> SqlType.of(Kind.BIGINT);
            case "DECIMAL", "NUMERIC", "DEC" -> decimal();
            case "MONEY" -> SqlType.of(Kind.MONEY);
            case "SMALLMONEY" -> SqlType.of(Kind.SMALLMONEY);
            case "REAL" -> SqlType.of(Kind.REAL);
            case "FLOAT" -> approximate();
            case "CHAR", "CHARACTER" ->
                text(tokens.accept("varying") ? Kind.VARCHAR : Kind.CHAR, MAX_BYTES, defaultLength);
            case "VARCHAR" -> text(Kind.VARCHAR, MAX_BYTES, defaultLength);
            case "NCHAR" -> text(Kind.NCHAR, MAX_UNICODE, defaultLength);
            case "NVARCHAR" -> text(Kind.NVARCHAR, MAX_UNICODE, defaultLength);
            case "SYSNAME" -> new SqlType(Kind.NVARCHAR, 128, 0, 0);
            case "BINARY" -> text(tokens.accept("varying") ? Kind.VARBINARY : Kind.BINARY, MAX_BYTES, defaultLength);
            case "VARBINARY" -> text(Kind.VARBINARY, MAX_BYTES, defaultLength);
            case "DATE" -> SqlType.of(Kind.DATE);
            case "TIME" -> time(Kind.TIME);
            case "DATETIME" -> new SqlType(Kind.DATETIME, 0, 0, 3);
            case "SMALLDATETIME" -> SqlType.of(Kind.SMALLDATETIME);
            case "DATETIME2" -> time(Kind.DATETIME2);
            case "DATETIMEOFFSET" -> time(Kind.DATETIMEOFFSET);
            case "UNIQUEIDENTIFIER" -> SqlType.of(Kind.UNIQUEIDENTIFIER);
            default ->
                throw Syntax.error(
                        2715,
                        "Column, parameter, or variable: Cannot find data type " + token.text()
                                + ", or a SQL pool does not support it.",
                        token.at());
        };
    }

    private SqlType decimal() throws SqlError {
        Position at = tokens.at();
        long precision = 18;
        long scale = 0;
        if (tokens.acceptSymbol("(")) {
            precision = tokens.integer();
            if (tokens.acceptSymbol(",")) {
                scale = tokens.integer();
            }
            tokens.expectSymbol(")");
        }
        if (precision < 1 || precision > MAX_PRECISION) {
            throw Syntax.error(
                    2750,
                    "Column or parameter: Specified column precision " + precision
                            + " is greater than the maximum precision of 38.",
                    at);
        }
        if (scale < 0 || scale > precision) {
            throw Syntax.error(183, "The scale (" + scale + ") must be within the range 0 to " + precision + ".", at);
        }
        return new SqlType(Kind.DECIMAL, 0, (int) precision, (int) scale);
    }

    private SqlType approximate() throws SqlError {
        Position at = tokens.at();
        long digits = 53;
        if (tokens.acceptSymbol("(")) {
            digits = tokens.integer();
            tokens.expectSymbol(")");
        }
        if (digits < 1 || digits > 53) {
            throw Syntax.error(2750, "Specified column precision " + digits + " is not within 1 to 53.", at);
        }
        return SqlType.of(digits <= 24 ? Kind.REAL : Kind.FLOAT);
    }

    private SqlType time(Kind kind) throws SqlError {
        Position at = tokens.at();
        long scale = 7;
        if (tokens.acceptSymbol("(")) {
            scale = tokens.integer();
            tokens.expectSymbol(")");
        }
        if (scale < 0 || scale > 7) {
            throw Syntax.error(1002, "Specified scale " + scale + " is invalid.", at);
        }
        return new SqlType(kind, 0, 0, (int) scale);
    }

    private SqlType text(Kind kind, int limit, int defaultLength) throws SqlError {
        Position at = tokens.at();
        long length = defaultLength;
        boolean fixed = kind == Kind.CHAR || kind == Kind.NCHAR || kind == Kind.BINARY;
        if (tokens.acceptSymbol("(")) {
            if (!fixed && tokens.accept("max")) {
                length = SqlType.MAX;
            } else {
                length = tokens.integer();
                if (length < 1) {
                    throw Syntax.error(1001, "Length or precision specification " + length + " is invalid.", at);
                }
            }
            tokens.expectSymbol(")");
        }
        if (length > limit) {
            throw Syntax.error(
                    131,
                    "The size (" + length + ") given to the type '"
                            + kind.name().toLowerCase(java.util.Locale.ROOT)
                            + "' exceeds the maximum allowed for any data type (" + limit + ").",
                    at);
        }
        return new SqlType(kind, (int) length, 0, 0);
    }
}
