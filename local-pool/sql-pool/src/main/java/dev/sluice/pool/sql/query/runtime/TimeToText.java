package dev.sluice.pool.sql.query.runtime;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/** Conversions of dates and times to character strings, by the styles of CONVERT. */
public final class TimeToText {

    private static final Map<Integer, String> DATES = Map.ofEntries(
            Map.entry(0, "MMM ppd yyyy"),
            Map.entry(1, "MM/dd/uu"),
            Map.entry(2, "uu.MM.dd"),
            Map.entry(3, "dd/MM/uu"),
            Map.entry(4, "dd.MM.uu"),
            Map.entry(5, "dd-MM-uu"),
            Map.entry(6, "dd MMM uu"),
            Map.entry(7, "MMM dd, uu"),
            Map.entry(10, "MM-dd-uu"),
            Map.entry(11, "uu/MM/dd"),
            Map.entry(12, "uuMMdd"),
            Map.entry(23, "uuuu-MM-dd"),
            Map.entry(101, "MM/dd/uuuu"),
            Map.entry(102, "uuuu.MM.dd"),
            Map.entry(103, "dd/MM/uuuu"),
            Map.entry(104, "dd.MM.uuuu"),
            Map.entry(105, "dd-MM-uuuu"),
            Map.entry(106, "dd MMM uuuu"),
            Map.entry(107, "MMM dd, uuuu"),
            Map.entry(110, "MM-dd-uuuu"),
            Map.entry(111, "uuuu/MM/dd"),
            Map.entry(112, "uuuuMMdd"));

    private TimeToText() {}

    /**
     * Converts a value.
     *
     * @param type name of its type in lower case
     * @param scale digits of the seconds that the type has
     * @param style number of the style, -1 if not given
     * @throws SqlFailure 281 for a style that there is not
     */
    public static String text(LocalDateTime value, String type, int scale, int style) {
        int chosen = style >= 0 ? style : defaultStyle(type);
        boolean legacy = type.equals("datetime") || type.equals("smalldatetime");
        int digits = legacy ? 3 : scale;
        return switch (chosen) {
            case 0, 100 -> parts(type, date(value, 0), clock(value, "h:mma", 7), " ");
            case 8, 24, 108 -> time(value);
            case 9, 109 -> parts(type, date(value, 0), longClock(value, digits, legacy), " ");
            case 13, 113 ->
                parts(type, date(value, 106), time(value) + fraction(value, digits, legacy ? ':' : '.'), " ");
            case 14, 114 -> time(value) + fraction(value, digits, legacy ? ':' : '.');
            case 20, 120 -> parts(type, date(value, 23), time(value), " ");
            case 21, 25, 121 -> parts(type, date(value, 23), time(value) + fraction(value, digits, '.'), " ");
            case 22 -> parts(type, date(value, 1), clock(value, "h:mm:ss a", 11), " ");
            case 126, 127 -> parts(type, date(value, 23), time(value) + isoFraction(value, digits, legacy), "T");
            default -> onlyDate(value, type, chosen);
        };
    }

    private static int defaultStyle(String type) {
        return type.equals("datetime") || type.equals("smalldatetime") ? 0 : 21;
    }

    private static String onlyDate(LocalDateTime value, String type, int style) {
        if (!DATES.containsKey(style) || type.equals("time")) {
            throw new SqlFailure(
                    281,
                    style + " is not a valid style number when converting from " + type + " to a character string.");
        }
        return date(value, style);
    }

    private static String parts(String type, String date, String time, String separator) {
        return switch (type) {
            case "date" -> date;
            case "time" -> time.strip();
            default -> date + separator + time;
        };
    }

    private static String date(LocalDateTime value, int style) {
        String pattern = DATES.getOrDefault(style, "uuuu-MM-dd");
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(value);
    }

    private static String time(LocalDateTime value) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).format(value);
    }

    private static String clock(LocalDateTime value, String pattern, int width) {
        String text = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(value);
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String longClock(LocalDateTime value, int digits, boolean legacy) {
        String text = DateTimeFormatter.ofPattern("h:mm:ss", Locale.ENGLISH).format(value);
        String half = value.getHour() < 12 ? "AM" : "PM";
        return " ".repeat(8 - text.length()) + text + fraction(value, digits, legacy ? ':' : '.') + half;
    }

    private static String fraction(LocalDateTime value, int digits, char separator) {
        if (digits == 0) {
            return "";
        }
        String nanos = String.format(Locale.ROOT, "%09d", value.get(ChronoField.NANO_OF_SECOND));
        return separator + nanos.substring(0, digits);
    }

    private static String isoFraction(LocalDateTime value, int digits, boolean legacy) {
        return legacy && value.get(ChronoField.NANO_OF_SECOND) == 0 ? "" : fraction(value, digits, '.');
    }

    /** Rounds to the ticks of {@code datetime}, 1/300 of a second, shown as milliseconds that end in 0, 3 or 7. */
    public static LocalDateTime legacyTicks(LocalDateTime value) {
        long nanos = value.toLocalTime().toNanoOfDay();
        long ticks = Math.floorDiv(nanos * 3 + 5_000_000L, 10_000_000L);
        long millis = Math.round(ticks * 10.0 / 3.0);
        return value.with(LocalTime.MIDNIGHT).plusNanos(millis * 1_000_000L);
    }
}
