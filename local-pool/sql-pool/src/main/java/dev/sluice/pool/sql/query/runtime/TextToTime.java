package dev.sluice.pool.sql.query.runtime;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of character strings to dates and times, in the forms that T-SQL reads under {@code us_english}.
 *
 * <p>A text without a date is of 1900-01-01, one without a time of midnight. An offset is applied, so that the result is
 * in UTC.
 */
public final class TextToTime {

    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final String MONTH =
            "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august"
                    + "|september|october|november|december)";

    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:[.:](\\d{1,9}))?)?)?\\s*(am|pm)?");
    private static final Pattern OFFSET = Pattern.compile("(.*?)\\s*(z|[+-]\\d{2}:\\d{2})", Pattern.DOTALL);
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
    private static final Pattern DIGITS = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern SHORT_DIGITS = Pattern.compile("(\\d{2})(\\d{2})(\\d{2})");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})");
    private static final Pattern MONTH_FIRST = Pattern.compile(MONTH + "\\.?\\s+(\\d{1,2}),?\\s+(\\d{4}|\\d{2})");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[-\\s]+" + MONTH + "[-,\\s]+(\\d{4}|\\d{2})");

    /** Styles whose day stands before the month. */
    private static final List<Integer> DAY_BEFORE_MONTH = List.of(3, 4, 5, 103, 104, 105, 131);

    private TextToTime() {}

    /**
     * Converts a text.
     *
     * @param target type in lower case, for the range and the message
     * @param style number of CONVERT's style, 0 if not given
     * @throws SqlFailure 241 if it is no date or time, 242 if it is out of the range of the type
     */
    public static LocalDateTime timestamp(String text, String target, int style) {
        LocalDateTime value = read(text.strip().toLowerCase(Locale.ROOT), style);
        if (value == null) {
            throw new SqlFailure(
                    target.equals("smalldatetime") ? 295 : 241,
                    target.equals("smalldatetime")
                            ? "Conversion failed when converting character string to smalldatetime data type."
                            : "Conversion failed when converting date and/or time from character string.");
        }
        boolean legacy = target.equals("datetime") && value.getYear() < 1753;
        boolean small = target.equals("smalldatetime") && (value.getYear() < 1900 || value.getYear() > 2079);
        if (legacy || small) {
            throw new SqlFailure(
                    242,
                    "The conversion of a varchar data type to a " + target
                            + " data type resulted in an out-of-range value.");
        }
        return value;
    }

    /** What {@code ISDATE} says: whether {@code datetime} takes the text. */
    public static boolean valid(String text) {
        LocalDateTime value = read(text.strip().toLowerCase(Locale.ROOT), 0);
        return value != null && value.getYear() >= 1753;
    }

    private static @Nullable LocalDateTime read(String text, int style) {
        if (text.isEmpty()) {
            return FIRST_DAY.atStartOfDay();
        }
        try {
            Matcher offset = OFFSET.matcher(text);
            if (offset.matches() && offset.group(1).contains(":")) {
                LocalDateTime local = readLocal(offset.group(1), style);
                ZoneOffset zone = ZoneOffset.of(offset.group(2).toUpperCase(Locale.ROOT));
                return local == null ? null : local.minusSeconds(zone.getTotalSeconds());
            }
            return readLocal(text, style);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalDateTime readLocal(String text, int style) {
        LocalDate date = date(text, style);
        if (date != null) {
            return date.atStartOfDay();
        }
        LocalTime time = time(text);
        if (time != null) {
            return LocalDateTime.of(FIRST_DAY, time);
        }
        int t = text.indexOf('t', 4);
        if (t == 10 && Character.isDigit(text.charAt(9))) {
            return both(text.substring(0, t), text.substring(t + 1), style);
        }
        for (int i = text.indexOf(' '); i > 0; i = text.indexOf(' ', i + 1)) {
            LocalDateTime value = both(text.substring(0, i), text.substring(i + 1), style);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable LocalDateTime both(String first, String second, int style) {
        LocalDate date = date(first.strip(), style);
        LocalTime time = date == null ? null : time(second.strip());
        return date == null || time == null ? null : LocalDateTime.of(date, time);
    }

    private static @Nullable LocalTime time(String text) {
        Matcher m = TIME.matcher(text);
        if (!m.matches() || (m.group(2) == null && m.group(5) == null)) {
            return null;
        }
        int hour = Integer.parseInt(m.group(1));
        if (m.group(5) != null) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + (m.group(5).equals("pm") ? 12 : 0);
        }
        int minute = m.group(2) == null ? 0 : Integer.parseInt(m.group(2));
        int second = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
        String fraction = m.group(4) == null ? "0" : m.group(4);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        return LocalTime.of(hour, minute, second, nanos);
    }

    private static @Nullable LocalDate date(String text, int style) {
        Matcher m = YEAR_FIRST.matcher(text);
        if (m.matches()) {
            return date(m.group(1), m.group(2), m.group(3));
        }
        m = DIGITS.matcher(text);
        if (m.matches()) {
            return date(m.group(1), m.group(2), m.group(3));
        }
        m = SHORT_DIGITS.matcher(text);
        if (m.matches()) {
            return date(m.group(1), m.group(2), m.group(3));
        }
        m = YEAR_LAST.matcher(text);
        if (m.matches()) {
            return DAY_BEFORE_MONTH.contains(style)
                    ? date(m.group(3), m.group(2), m.group(1))
                    : date(m.group(3), m.group(1), m.group(2));
        }
        m = MONTH_FIRST.matcher(text);
        if (m.matches()) {
            return date(m.group(3), month(m.group(1)), m.group(2));
        }
        m = DAY_FIRST.matcher(text);
        return m.matches() ? date(m.group(3), month(m.group(2)), m.group(1)) : null;
    }

    private static String month(String name) {
        int index = "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name.substring(0, 3));
        return Integer.toString(index / 3 + 1);
    }

    private static LocalDate date(String year, String month, String day) {
        int y = Integer.parseInt(year);
        if (year.length() == 2) {
            // The two-digit year cutoff of a SQL pool is 2049.
            y += y < 50 ? 2000 : 1900;
        }
        return LocalDate.of(y, Integer.parseInt(month), Integer.parseInt(day));
    }
}
