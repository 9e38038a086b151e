package dev.sluice.pool.sql.query;

import static java.util.Map.entry;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of character strings. */
final class TextFunctions {

    private static final int ANY = 255;

    /** Characters of a text that is not of a MAX type. */
    private static final int LONGEST = 8000;

    private TextFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                entry("LEN", new Function(1, 1, TextFunctions::length)),
                entry("SUBSTRING", new Function(3, 3, TextFunctions::substring)),
                entry("LEFT", new Function(2, 2, call -> side("left", call))),
                entry("RIGHT", new Function(2, 2, call -> side("right", call))),
                entry("UPPER", new Function(1, 1, call -> same("upper(%s)", call))),
                entry("LOWER", new Function(1, 1, call -> same("lower(%s)", call))),
                entry("LTRIM", new Function(1, 1, call -> same("ltrim(%s, ' ')", call))),
                entry("RTRIM", new Function(1, 1, call -> same("rtrim(%s, ' ')", call))),
                entry("TRIM", new Function(1, 1, call -> same("trim(%s, ' ')", call))),
                entry("REVERSE", new Function(1, 1, call -> same("reverse(%s)", call))),
                entry("REPLACE", new Function(3, 3, TextFunctions::replace)),
                entry("TRANSLATE", new Function(3, 3, TextFunctions::translate)),
                entry("REPLICATE", new Function(2, 2, TextFunctions::replicate)),
                entry("SPACE", new Function(1, 1, TextFunctions::space)),
                entry("CHARINDEX", new Function(2, 3, TextFunctions::index)),
                entry("PATINDEX", new Function(2, 2, TextFunctions::pattern)),
                entry("STUFF", new Function(4, 4, TextFunctions::stuff)),
                entry("CONCAT", new Function(2, ANY, TextFunctions::concat)),
                entry("CONCAT_WS", new Function(3, ANY, TextFunctions::concatWith)),
                entry("QUOTENAME", new Function(1, 2, TextFunctions::quote)),
                entry("ASCII", new Function(1, 1, call -> code(call))),
                entry("UNICODE", new Function(1, 1, call -> code(call))),
                entry("CHAR", new Function(1, 1, call -> character(call, new SqlType(Kind.CHAR, 1, 0, 0)))),
                entry("NCHAR", new Function(1, 1, call -> character(call, new SqlType(Kind.NCHAR, 1, 0, 0)))),
                entry("STR", new Function(1, 3, TextFunctions::str)),
                entry("FORMAT", new Function(2, 3, TextFunctions::format)));
    }

    private static Typed length(Arguments call) throws SqlError {
        Typed value = call.text(0);
        boolean max = value.type().length() == SqlType.MAX;
        Kind kind = max ? Kind.BIGINT : Kind.INT;
        return Typed.of(
                        "CAST(" + units("rtrim(" + value.sql() + ", ' ')") + " AS " + DuckTypes.sql(SqlType.of(kind))
                                + ')',
                        kind)
                .nullableAs(value);
    }

    /** Returns the length of a string in UTF-16 units: DuckDB counts characters, and those beyond U+FFFF are two units. */
    static String units(String sql) {
        return "(CASE WHEN strlen(" + sql + ") = length(" + sql + ") THEN length(" + sql + ") ELSE length(" + sql
                + ") + length(regexp_replace(" + sql + ", '[^\\x{10000}-\\x{10FFFF}]', '', 'g')) END)";
    }

    /** Returns the type with which a string comes out of a function: never padded. */
    private static SqlType varying(SqlType type) {
        return Types.textOf(Types.unicode(type), type.length());
    }

    private static Typed same(String template, Arguments call) throws SqlError {
        Typed value = call.text(0);
        return Typed.of(template.replace("%s", value.sql()), varying(value.type()))
                .nullableAs(value)
                .collated(value.collation());
    }

    private static Typed substring(Arguments call) throws SqlError {
        Typed value = call.value(0);
        Typed start = call.converted(1, Kind.BIGINT);
        Typed count = call.converted(2, Kind.BIGINT);
        if (Types.binary(value.type())) {
            String part = positive(call, 1) && positive(call, 2) ? "substring(hex(" : "tsql_part(hex(";
            String hex = part + value.sql() + "), 2 * " + start.sql() + " - 1, 2 * " + count.sql() + ')';
            return Typed.of("unhex(" + hex + ')', limited(call, value.type(), Types.varbinary(1)));
        }
        Typed text = call.text(value);
        boolean plain = positive(call, 1) && positive(call, 2);
        String sql = (plain ? "substring(" : "tsql_part(") + text.sql() + ", " + start.sql() + ", " + count.sql() + ')';
        return Typed.of(sql, limited(call, text.type(), text.type()))
                .nullableAs(text, start, count)
                .collated(text.collation());
    }

    /** A substring is as long as asked for, and no longer than the whole. */
    private static SqlType limited(Arguments call, SqlType type, SqlType family) {
        int length = type.length();
        try {
            int asked = Math.max(1, call.number(2));
            length = length == SqlType.MAX ? asked : Math.min(length, asked);
        } catch (SqlError e) {
            // Not known now: as long as the whole.
            length = type.length();
        }
        if (Types.binary(family)) {
            return length == SqlType.MAX ? new SqlType(Kind.VARBINARY, length, 0, 0) : Types.varbinary(length);
        }
        return Types.textOf(Types.unicode(type), length);
    }

    private static boolean positive(Arguments call, int index) {
        try {
            return call.number(index) >= 1;
        } catch (SqlError e) {
            // No number that is known now.
            return false;
        }
    }

    private static Typed side(String name, Arguments call) throws SqlError {
        Typed value = call.text(0);
        Typed count = call.converted(1, Kind.BIGINT);
        String sql = (positive(call, 1) ? "" : "tsql_") + name + '(' + value.sql() + ", " + count.sql() + ')';
        SqlType type = varying(value.type());
        if (positive(call, 1)) {
            int length = call.number(1);
            boolean shorter = type.length() == SqlType.MAX || length < type.length();
            type = Types.textOf(Types.unicode(type), shorter ? length : type.length());
        }
        return Typed.of(sql, type).nullableAs(value, count).collated(value.collation());
    }

    private static Typed replace(Arguments call) throws SqlError {
        Typed value = call.text(0);
        Typed search = call.text(1);
        Typed replacement = call.text(2);
        SqlType type = Types.textOf(
                Types.unicode(value.type()) || Types.unicode(replacement.type()),
                value.type().length() == SqlType.MAX ? SqlType.MAX : Types.unicode(value.type()) ? 4000 : 8000);
        String arguments = value.sql() + ", " + search.sql() + ", " + replacement.sql();
        String sql = simple(search.constant(), replacement.constant())
                ? "replace(" + arguments + ')'
                : "tsql_replace(" + arguments + ", " + DuckFunctions.WHOSE + ')';
        return Typed.of(sql, type).nullableAs(value, search, replacement);
    }

    /** Whether DuckDB, which tells cases apart, replaces as T-SQL does, and makes no text longer than it was. */
    private static boolean simple(@Nullable String search, @Nullable String replacement) {
        return search != null
                && replacement != null
                && !search.isEmpty()
                && search.chars().noneMatch(Character::isLetter)
                && replacement.length() <= search.length();
    }

    private static Typed translate(Arguments call) throws SqlError {
        Typed value = call.text(0);
        return Typed.of(
                "translate(" + value.sql() + ", " + call.text(1).sql() + ", "
                        + call.text(2).sql() + ')',
                varying(value.type()));
    }

    private static Typed replicate(Arguments call) throws SqlError {
        Typed value = call.text(0);
        boolean unicode = Types.unicode(value.type());
        boolean max = value.type().length() == SqlType.MAX;
        String count = call.bigint(1);
        String arguments = value.sql() + ", CASE WHEN " + count + " >= 0 THEN " + count + " END";
        if (max) {
            return Typed.of("tsql_repeat(" + arguments + ')', Types.textOf(unicode, SqlType.MAX));
        }
        int limit = unicode ? LONGEST / 2 : LONGEST;
        return Typed.of("tsql_repeat_within(" + arguments + ", " + limit + ')', Types.textOf(unicode, limit));
    }

    private static Typed space(Arguments call) throws SqlError {
        String count = call.bigint(0);
        return Typed.of(
                "repeat(' ', CASE WHEN " + count + " >= 0 THEN least(" + count + ", " + LONGEST + ") END)",
                Types.varchar(LONGEST));
    }

    private static Typed index(Arguments call) throws SqlError {
        Typed search = call.text(0);
        Typed text = call.text(1);
        String start = call.size() > 2 ? call.integer(2) : "1";
        return Typed.of(
                        "tsql_find(" + search.sql() + ", " + text.sql() + ", " + start + ", " + DuckFunctions.WHOSE
                                + ')',
                        Kind.INT)
                .nullableAs(search, text);
    }

    private static Typed pattern(Arguments call) throws SqlError {
        Typed search = call.text(0);
        Typed text = call.text(1);
        return Typed.of(
                        "tsql_pattern_index(" + search.sql() + ", " + text.sql() + ", " + DuckFunctions.WHOSE + ')',
                        Kind.INT)
                .nullableAs(search, text);
    }

    private static Typed stuff(Arguments call) throws SqlError {
        Typed text = call.text(0);
        String start = call.bigint(1);
        String count = call.bigint(2);
        Typed insert = Conversions.implicit(call.text(3), Types.textOf(true, SqlType.MAX), call.at());
        boolean unicode = Types.unicode(text.type());
        String end = '(' + start + " + " + count + ')';
        String sql = "CASE WHEN " + start + " BETWEEN 1 AND length(" + text.sql() + ") AND " + count
                + " >= 0 THEN concat(left(" + text.sql() + ", " + start + " - 1), " + insert.sql() + ", substring("
                + text.sql() + ", " + end + ")) END";
        return Typed.of('(' + sql + ')', Types.textOf(unicode, unicode ? 4000 : 8000));
    }

    private static Typed concat(Arguments call) throws SqlError {
        StringBuilder sql = new StringBuilder("concat(");
        SqlType type = joined(call, call.values(0), sql, 0);
        return Typed.of(sql.append(')').toString(), type).notNull();
    }

    private static Typed concatWith(Arguments call) throws SqlError {
        Typed separator = call.text(0);
        List<Typed> values = call.values(1);
        StringBuilder sql =
                new StringBuilder("concat_ws(coalesce(").append(separator.sql()).append(", ''), ");
        SqlType type = joined(call, values, sql, separator.type().length() * (values.size() - 1));
        return Typed.of(sql.append(')').toString(), type).notNull();
    }

    private static SqlType joined(Arguments call, List<Typed> values, StringBuilder sql, int more) throws SqlError {
        boolean unicode = false;
        boolean max = false;
        int length = Math.max(0, more);
        String separator = "";
        for (Typed value : values) {
            Typed text = call.text(value);
            unicode |= Types.unicode(text.type());
            max |= text.type().length() == SqlType.MAX;
            length += text.type().length();
            sql.append(separator).append(text.sql());
            separator = ", ";
        }
        return Types.textOf(unicode, max ? SqlType.MAX : Math.min(length, unicode ? 4000 : 8000));
    }

    private static Typed quote(Arguments call) throws SqlError {
        Typed value = call.text(0);
        String mark = call.size() > 1 ? call.constant(1) : "[";
        String open;
        String close;
        switch (mark) {
            case "[", "]" -> {
                open = "[";
                close = "]";
            }
            case "(", ")" -> {
                open = "(";
                close = ")";
            }
            case "{", "}" -> {
                open = "{";
                close = "}";
            }
            case "'", "\"", "`" -> {
                open = mark;
                close = mark;
            }
            default -> {
                return Typed.of("CAST(NULL AS VARCHAR)", Types.nvarchar(258));
            }
        }
        String doubled = "replace(" + value.sql() + ", " + Quoted.text(close) + ", " + Quoted.text(close + close) + ')';
        return Typed.of(
                '(' + Quoted.text(open) + " || " + doubled + " || " + Quoted.text(close) + ')', Types.nvarchar(258));
    }

    private static Typed code(Arguments call) throws SqlError {
        Typed value = call.text(0);
        return Typed.of("CASE WHEN " + value.sql() + " <> '' THEN unicode(" + value.sql() + ") END", Kind.INT);
    }

    private static Typed character(Arguments call, SqlType type) throws SqlError {
        String code = call.integer(0);
        int limit = type.kind() == Kind.CHAR ? 255 : 65535;
        return Typed.of("CASE WHEN " + code + " BETWEEN 0 AND " + limit + " THEN chr(" + code + ") END", type);
    }

    private static Typed str(Arguments call) throws SqlError {
        String width = call.size() > 1 ? call.integer(1) : "10";
        String decimals = call.size() > 2 ? call.integer(2) : "0";
        Typed value = call.converted(0, Kind.FLOAT);
        return Typed.of("tsql_str(" + value.sql() + ", " + width + ", " + decimals + ')', Types.varchar(8000));
    }

    private static Typed format(Arguments call) throws SqlError {
        Typed value = call.value(0);
        Typed pattern = call.text(1);
        SqlType type = Types.nvarchar(4000);
        if (Types.temporal(value.type())) {
            return Typed.of("tsql_format_time(" + TimeConversions.timestamp(value) + ", " + pattern.sql() + ')', type);
        }
        if (!Types.numeric(value.type()) || value.type().kind() == Kind.BIT) {
            throw call.invalid(0, value.type());
        }
        return Typed.of("tsql_format_number(CAST(" + value.sql() + " AS VARCHAR), " + pattern.sql() + ')', type);
    }
}
