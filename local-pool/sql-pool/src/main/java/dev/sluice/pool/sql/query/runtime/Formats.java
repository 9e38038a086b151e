package dev.sluice.pool.sql.query.runtime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code FORMAT} yields for the common format strings, in the culture {@code en-US}. */
public final class Formats {

    private static final Pattern STANDARD = Pattern.compile("([NnFfDdPpCcXx])(\\d{0,2})");
    private static final Pattern DATE_PART =
            Pattern.compile("'[^']*'|\"[^\"]*\"|\\\\.|y+|M+|d+|H+|h+|m+|s+|f+|F+|t+|.", Pattern.DOTALL);
    private static final Map<String, String> STANDARD_DATES = Map.of(
            "d", "M/d/yyyy",
            "D", "dddd, MMMM d, yyyy",
            "t", "h:mm tt",
            "T", "h:mm:ss tt",
            "g", "M/d/yyyy h:mm tt",
            "G", "M/d/yyyy h:mm:ss tt",
            "s", "yyyy-MM-ddTHH:mm:ss",
            "u", "yyyy-MM-dd HH:mm:ssZ",
            "M", "MMMM d",
            "Y", "MMMM yyyy");

    private Formats() {}

    /** Formats a number given as its digits. */
    public static String number(String digits, String format) {
        BigDecimal value = new BigDecimal(digits);
        Matcher standard = STANDARD.matcher(format);
        if (!standard.matches()) {
            return custom(value, format);
        }
        String count = standard.group(2);
        int places = count.isEmpty() ? -1 : Integer.parseInt(count);
        int shown = places < 0 ? 2 : places;
        return switch (standard.group(1).toUpperCase(Locale.ROOT)) {
            case "N" -> String.format(Locale.ROOT, "%,." + shown + "f", value);
            case "F" -> value.setScale(shown, RoundingMode.HALF_UP).toPlainString();
            case "P" -> String.format(Locale.ROOT, "%,." + shown + "f%%", value.movePointRight(2));
            case "C" ->
                (value.signum() < 0 ? "-$" : "$") + String.format(Locale.ROOT, "%,." + shown + "f", value.abs());
            case "X" -> value.toBigInteger().toString(16).toUpperCase(Locale.ROOT);
            default ->
                (value.signum() < 0 ? "-" : "")
                        + wide(value.abs().toBigInteger().toString(), places);
        };
    }

    private static String wide(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String custom(BigDecimal value, String format) {
        try {
            DecimalFormat pattern = new DecimalFormat(format, DecimalFormatSymbols.getInstance(Locale.ROOT));
            pattern.setRoundingMode(RoundingMode.HALF_UP);
            return pattern.format(value);
        } catch (IllegalArgumentException e) {
            throw new SqlFailure(8116, "The format '" + format + "' of FORMAT is not supported for a number.");
        }
    }

    /** Formats a date or time. */
    public static String time(LocalDateTime value, String format) {
        String pattern = STANDARD_DATES.getOrDefault(format, format);
        Matcher parts = DATE_PART.matcher(pattern);
        StringBuilder text = new StringBuilder();
        while (parts.find()) {
            text.append(part(value, parts.group()));
        }
        return text.toString();
    }

    private static String part(LocalDateTime value, String part) {
        int length = part.length();
        return switch (part.charAt(0)) {
            case 'y' -> java(value, length <= 2 ? "uu" : "uuuu");
            case 'M' -> java(value, "M".repeat(Math.min(length, 4)));
            case 'd' -> java(value, length >= 4 ? "EEEE" : length == 3 ? "EEE" : "d".repeat(length));
            case 'H', 'h', 'm', 's' -> java(value, part.substring(0, Math.min(length, 2)));
            case 'f', 'F' -> java(value, "S".repeat(Math.min(length, 9)));
            case 't' -> java(value, "a").substring(0, Math.min(length, 2));
            case '\'', '"' -> part.substring(1, length - 1);
            case '\\' -> part.substring(1);
            default -> part;
        };
    }

    private static String java(LocalDateTime value, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).format(value);
    }
}
