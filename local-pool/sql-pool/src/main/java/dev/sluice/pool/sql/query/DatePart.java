package dev.sluice.pool.sql.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parts of dates and times, with the words for them. */
enum DatePart {
    YEAR("year", "yy", "yyyy"),
    QUARTER("quarter", "qq", "q"),
    MONTH("month", "mm", "m"),
    DAYOFYEAR("dayofyear", "dy", "y"),
    DAY("day", "dd", "d"),
    WEEK("week", "wk", "ww"),
    WEEKDAY("weekday", "dw", "w"),
    HOUR("hour", "hh"),
    MINUTE("minute", "mi", "n"),
    SECOND("second", "ss", "s"),
    MILLISECOND("millisecond", "ms"),
    MICROSECOND("microsecond", "mcs"),
    NANOSECOND("nanosecond", "ns"),
    TZOFFSET("tzoffset", "tz"),
    ISO_WEEK("iso_week", "isowk", "isoww");

    /** A Sunday before all dates of the types but six: weeks begin on Sundays (DATEFIRST 7). */
    private static final String SUNDAY = "DATE '0001-01-07'";

    /** Parted by blanks. */
    private final String words;

    DatePart(String... words) {
        this.words = String.join(" ", words);
    }

    /** Finds a part by a word in lower case. */
    static Optional<DatePart> named(String word) {
        for (DatePart part : values()) {
            if (List.of(part.words.split(" ", -1)).contains(word)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    String word() {
        return words.split(" ", 2)[0];
    }

    /** Whether a date lacks it. */
    boolean ofTime() {
        return compareTo(HOUR) >= 0 && compareTo(NANOSECOND) <= 0;
    }

    boolean finerThanSecond() {
        return compareTo(MILLISECOND) >= 0 && compareTo(NANOSECOND) <= 0;
    }

    /** Returns an interval of so many, empty if the part cannot be added. */
    String interval(String count) {
        return switch (this) {
            case YEAR -> "to_years(CAST(" + count + " AS INTEGER))";
            case QUARTER -> "to_months(CAST(3 * " + count + " AS INTEGER))";
            case MONTH -> "to_months(CAST(" + count + " AS INTEGER))";
            case DAY, DAYOFYEAR, WEEKDAY -> "to_days(CAST(" + count + " AS INTEGER))";
            case WEEK -> "to_days(CAST(7 * " + count + " AS INTEGER))";
            case HOUR -> "to_hours(" + count + ')';
            case MINUTE -> "to_minutes(" + count + ')';
            case SECOND -> "to_seconds(" + count + ')';
            case MILLISECOND -> "to_milliseconds(" + count + ')';
            case MICROSECOND -> "to_microseconds(" + count + ')';
            case NANOSECOND -> "to_microseconds(" + count + " // 1000)";
            case TZOFFSET, ISO_WEEK -> "";
        };
    }

    /** Returns how many borders of the part lie between two TIMESTAMPs. */
    String difference(String first, String second) {
        return switch (this) {
            case WEEK -> '(' + weeks(second) + " - " + weeks(first) + ')';
            case DAYOFYEAR, WEEKDAY, DAY -> "date_diff('day', " + first + ", " + second + ')';
            case NANOSECOND -> "(date_diff('microsecond', " + first + ", " + second + ") * 1000)";
            case ISO_WEEK, TZOFFSET -> "date_diff('week', " + first + ", " + second + ')';
            default -> "date_diff('" + name().toLowerCase(Locale.ROOT) + "', " + first + ", " + second + ')';
        };
    }

    private static String weeks(String timestamp) {
        return "(date_diff('day', " + SUNDAY + ", CAST(" + timestamp + " AS DATE)) // 7)";
    }

    /** Returns the part of a TIMESTAMP. */
    String value(String timestamp) {
        return switch (this) {
            case WEEKDAY -> "(dayofweek(" + timestamp + ") + 1)";
            case WEEK ->
                "((dayofyear(" + timestamp + ") - 1 + dayofweek(date_trunc('year', " + timestamp + "))) // 7 + 1)";
            case ISO_WEEK -> "weekofyear(" + timestamp + ')';
            case MILLISECOND -> "(millisecond(" + timestamp + ") % 1000)";
            case MICROSECOND -> "(microsecond(" + timestamp + ") % 1000000)";
            case NANOSECOND -> "(microsecond(" + timestamp + ") % 1000000 * 1000)";
            case TZOFFSET -> "0";
            default -> name().toLowerCase(Locale.ROOT) + '(' + timestamp + ')';
        };
    }
}
