package dev.sluice.pool.sql.query;

import static java.util.Map.entry;

import dev.sluice.pool.sql.query.runtime.TimeToText;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.Map;

/** Functions of dates and times. The clock of a SQL pool shows UTC. */
final class TimeFunctions {

    private TimeFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                entry("DATEADD", new Function(3, 3, TimeFunctions::add)),
                entry("DATEDIFF", new Function(3, 3, call -> difference(call, Kind.INT))),
                entry("DATEDIFF_BIG", new Function(3, 3, call -> difference(call, Kind.BIGINT))),
                entry("DATEPART", new Function(2, 2, TimeFunctions::part)),
                entry("DATENAME", new Function(2, 2, TimeFunctions::name)),
                entry("YEAR", new Function(1, 1, call -> field("year", call))),
                entry("MONTH", new Function(1, 1, call -> field("month", call))),
                entry("DAY", new Function(1, 1, call -> field("day", call))),
                entry("EOMONTH", new Function(1, 2, TimeFunctions::endOfMonth)),
                entry("ISDATE", new Function(1, 1, TimeFunctions::isDate)),
                entry("DATEFROMPARTS", new Function(3, 3, TimeFunctions::date)),
                entry("DATETIMEFROMPARTS", new Function(7, 7, TimeFunctions::datetime)),
                entry("DATETIME2FROMPARTS", new Function(8, 8, TimeFunctions::datetime2)),
                entry("TIMEFROMPARTS", new Function(5, 5, TimeFunctions::time)),
                entry("GETDATE", new Function(0, 0, TimeFunctions::legacyNow)),
                entry("GETUTCDATE", new Function(0, 0, TimeFunctions::legacyNow)),
                entry("CURRENT_TIMESTAMP", new Function(0, 0, TimeFunctions::legacyNow)),
                entry("SYSDATETIME", new Function(0, 0, TimeFunctions::now)),
                entry("SYSUTCDATETIME", new Function(0, 0, TimeFunctions::now)),
                entry("SYSDATETIMEOFFSET", new Function(0, 0, TimeFunctions::offsetNow)),
                entry("AT TIME ZONE", new Function(2, 2, TimeFunctions::atTimeZone)));
    }

    private static SqlType datetime2() {
        return new SqlType(Kind.DATETIME2, 0, 0, 7);
    }

    private static SqlType legacy() {
        return new SqlType(Kind.DATETIME, 0, 0, 3);
    }

    private static Typed legacyNow(Arguments call) {
        return Literals.timestamp(TimeToText.legacyTicks(call.session().now()), legacy());
    }

    private static Typed now(Arguments call) {
        return Literals.timestamp(call.session().now(), datetime2());
    }

    private static Typed offsetNow(Arguments call) {
        String sql = Literals.timestamp(call.session().now(), datetime2()).sql();
        return Typed.of("timezone('UTC', " + sql + ')', new SqlType(Kind.DATETIMEOFFSET, 0, 0, 7))
                .notNull();
    }

    /** Returns an argument as a date or time: a string is a datetime2 and a number a datetime. */
    private static Typed moment(Arguments call, int index) throws SqlError {
        Typed value = call.value(index);
        if (Types.temporal(value.type()) && !value.isNull()) {
            return value;
        }
        boolean number = Types.numeric(value.type()) || value.isNull();
        return call.converted(index, number ? legacy() : datetime2());
    }

    private static DatePart datePart(Arguments call) throws SqlError {
        String word = call.word(0);
        return DatePart.named(word)
                .orElseThrow(() -> Refusal.error(
                        155,
                        "'" + word + "' is not a recognized "
                                + call.call().name().toLowerCase(java.util.Locale.ROOT) + " option.",
                        call.at()));
    }

    private static Typed add(Arguments call) throws SqlError {
        DatePart part = datePart(call);
        Typed moment = moment(call, 2);
        SqlType type = Types.text(call.value(2).type()) ? legacy() : moment.type();
        boolean impossible =
                (type.kind() == Kind.DATE && part.ofTime()) || (type.kind() == Kind.TIME && !part.ofTime());
        String interval = part.interval(call.bigint(1));
        if (impossible || interval.isEmpty()) {
            throw Refusal.error(
                    9810,
                    "The datepart " + part.word() + " is not supported by date function dateadd for data type "
                            + Types.name(type) + ".",
                    call.at());
        }
        String sql = '(' + moment.sql() + " + " + interval + ')';
        boolean date = type.kind() == Kind.DATE;
        boolean ticks = type.kind() == Kind.DATETIME && part.finerThanSecond();
        return Typed.of(date ? "CAST(" + sql + " AS DATE)" : ticks ? "tsql_legacy_ticks(" + sql + ')' : sql, type)
                .nullableAs(moment, call.value(1));
    }

    private static Typed difference(Arguments call, Kind kind) throws SqlError {
        DatePart part = datePart(call);
        Typed first = moment(call, 1);
        Typed second = moment(call, 2);
        String sql = part.difference(TimeConversions.timestamp(first), TimeConversions.timestamp(second));
        return Typed.of("CAST(" + sql + " AS " + DuckTypes.sql(SqlType.of(kind)) + ')', kind)
                .nullableAs(first, second);
    }

    private static Typed part(Arguments call) throws SqlError {
        DatePart part = datePart(call);
        Typed moment = moment(call, 1);
        boolean impossible = moment.type().kind() == Kind.TIME && !part.ofTime();
        if (impossible) {
            throw Refusal.error(
                    9810,
                    "The datepart " + part.word() + " is not supported by date function datepart for data type time.",
                    call.at());
        }
        return Typed.of("CAST(" + part.value(TimeConversions.timestamp(moment)) + " AS INTEGER)", Kind.INT)
                .nullableAs(moment);
    }

    private static Typed field(String name, Arguments call) throws SqlError {
        Typed moment = moment(call, 0);
        return Typed.of("CAST(" + name + '(' + TimeConversions.timestamp(moment) + ") AS INTEGER)", Kind.INT)
                .nullableAs(moment);
    }

    private static Typed name(Arguments call) throws SqlError {
        DatePart part = datePart(call);
        Typed moment = moment(call, 1);
        String timestamp = TimeConversions.timestamp(moment);
        String sql = switch (part) {
            case MONTH -> "monthname(" + timestamp + ')';
            case WEEKDAY -> "dayname(" + timestamp + ')';
            default -> "CAST(CAST(" + part.value(timestamp) + " AS INTEGER) AS VARCHAR)";
        };
        return Typed.of(sql, Types.nvarchar(30)).nullableAs(moment);
    }

    private static Typed endOfMonth(Arguments call) throws SqlError {
        Typed date = call.converted(0, Kind.DATE);
        String months = call.size() > 1 ? " + to_months(" + call.integer(1) + ')' : "";
        return Typed.of("CAST(last_day(" + date.sql() + months + ") AS DATE)", Kind.DATE)
                .nullableAs(date);
    }

    private static Typed isDate(Arguments call) throws SqlError {
        Typed value = call.value(0);
        if (!Types.text(value.type())) {
            return Literals.integer(Types.legacyTime(value.type()) ? 1 : 0);
        }
        return Typed.of("CAST(coalesce(tsql_is_date(" + value.sql() + "), FALSE) AS INTEGER)", Kind.INT)
                .notNull();
    }

    private static Typed date(Arguments call) throws SqlError {
        return Typed.of(
                "make_date(" + call.integer(0) + ", " + call.integer(1) + ", " + call.integer(2) + ')', Kind.DATE);
    }

    private static String timestamp(Arguments call, String seconds) throws SqlError {
        return "make_timestamp(" + call.bigint(0) + ", " + call.bigint(1) + ", " + call.bigint(2) + ", "
                + call.bigint(3) + ", " + call.bigint(4) + ", " + seconds + ')';
    }

    private static Typed datetime(Arguments call) throws SqlError {
        String seconds = call.integer(5) + " + " + call.integer(6) + " / 1000.0";
        return Typed.of("tsql_legacy_ticks(" + timestamp(call, "CAST(" + seconds + " AS DOUBLE)") + ')', legacy());
    }

    private static Typed datetime2(Arguments call) throws SqlError {
        int scale = call.number(7);
        String seconds = call.integer(5) + " + " + call.integer(6) + " / " + Math.pow(10, scale);
        return Typed.of(timestamp(call, "CAST(" + seconds + " AS DOUBLE)"), new SqlType(Kind.DATETIME2, 0, 0, scale));
    }

    private static Typed time(Arguments call) throws SqlError {
        int scale = call.number(4);
        String seconds = call.integer(2) + " + " + call.integer(3) + " / " + Math.pow(10, scale);
        return Typed.of(
                "make_time(" + call.bigint(0) + ", " + call.bigint(1) + ", CAST(" + seconds + " AS DOUBLE))",
                new SqlType(Kind.TIME, 0, 0, scale));
    }

    private static Typed atTimeZone(Arguments call) throws SqlError {
        String zone = call.constant(1);
        if (!zone.equalsIgnoreCase("UTC")) {
            throw Refusal.unsupported("AT TIME ZONE '" + zone + "'", call.at());
        }
        return call.converted(0, new SqlType(Kind.DATETIMEOFFSET, 0, 0, 7));
    }
}
