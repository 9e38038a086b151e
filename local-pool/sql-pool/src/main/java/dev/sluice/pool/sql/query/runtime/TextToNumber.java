package dev.sluice.pool.sql.query.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Conversions of character strings to numbers. Blanks around are ignored; an empty string is zero for integers. */
public final class TextToNumber {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
    private static final Pattern FLOAT = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eEdD][+-]?[0-9]+)?");

    private TextToNumber() {}

    /**
     * Converts to an integer.
     *
     * @param source type of the text, for the message
     * @param target {@code tinyint}, {@code smallint}, {@code int} or {@code bigint}
     * @throws SqlFailure 245 if it is none, 248, 244 or 8115 if it is out of range
     */
    public static long integer(String text, String source, String target) {
        String digits = text.strip();
        if (digits.isEmpty()) {
            return 0;
        }
        if (!INTEGER.matcher(digits).matches()) {
            if (target.equals("bigint")) {
                throw new SqlFailure(8114, "Error converting data type " + source + " to bigint.");
            }
            throw new SqlFailure(
                    245,
                    "Conversion failed when converting the " + source + " value '" + text + "' to data type " + target
                            + ".");
        }
        BigInteger value = new BigInteger(digits);
        long low = low(target);
        long high = high(target);
        if (value.compareTo(BigInteger.valueOf(low)) < 0 || value.compareTo(BigInteger.valueOf(high)) > 0) {
            throw overflow(text, source, target);
        }
        return value.longValueExact();
    }

    private static SqlFailure overflow(String text, String source, String target) {
        return switch (target) {
            case "tinyint", "smallint" ->
                new SqlFailure(
                        244,
                        "The conversion of the " + source + " value '" + text + "' overflowed an "
                                + (target.equals("tinyint") ? "INT1" : "INT2")
                                + " column. Use a larger integer column.");
            case "int" ->
                new SqlFailure(
                        248, "The conversion of the " + source + " value '" + text + "' overflowed an int column.");
            default ->
                new SqlFailure(8115, "Arithmetic overflow error converting expression to data type " + target + ".");
        };
    }

    private static long low(String target) {
        return switch (target) {
            case "tinyint" -> 0;
            case "smallint" -> Short.MIN_VALUE;
            case "int" -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
    }

    private static long high(String target) {
        return switch (target) {
            case "tinyint" -> 255;
            case "smallint" -> Short.MAX_VALUE;
            case "int" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    /**
     * Converts to a decimal, rounded to a scale.
     *
     * @return its digits, as DuckDB reads them
     * @throws SqlFailure 8114 if it is none, 8115 if it has too many digits
     */
    public static String decimal(String text, int precision, int scale, String source) {
        String digits = text.strip();
        if (!DECIMAL.matcher(digits).matches()) {
            throw new SqlFailure(8114, "Error converting data type " + source + " to numeric.");
        }
        BigDecimal value = new BigDecimal(digits).setScale(scale, RoundingMode.HALF_UP);
        if (value.precision() - value.scale() > precision - scale && value.signum() != 0) {
            throw new SqlFailure(8115, "Arithmetic overflow error converting " + source + " to data type numeric.");
        }
        return value.toPlainString();
    }

    /** Converts to money: as a decimal of scale 4 that may have a sign of currency and commas. */
    public static String money(String text, String source) {
        String digits =
                text.strip().replace("$", "").replace("€", "").replace("£", "").replace(",", "");
        if (digits.isEmpty()) {
            return "0";
        }
        if (!DECIMAL.matcher(digits).matches()) {
            throw new SqlFailure(235, "Cannot convert a char value to money. The char value has incorrect syntax.");
        }
        return decimal(digits, 19, 4, source);
    }

    /** Converts to a floating point number. */
    public static double floating(String text, String source) {
        String digits = text.strip();
        if (digits.isEmpty()) {
            return 0;
        }
        if (!FLOAT.matcher(digits).matches()) {
            throw new SqlFailure(8114, "Error converting data type " + source + " to float.");
        }
        double value = Double.parseDouble(digits.replace('d', 'e').replace('D', 'e'));
        if (Double.isInfinite(value)) {
            throw new SqlFailure(8115, "Arithmetic overflow error converting expression to data type float.");
        }
        return value;
    }

    /** Converts to a bit: {@code true}, {@code false} or a number. */
    public static boolean bit(String text, String source) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("true")) {
            return true;
        }
        if (word.equals("false") || word.isEmpty()) {
            return false;
        }
        if (!INTEGER.matcher(word).matches()) {
            throw new SqlFailure(
                    245, "Conversion failed when converting the " + source + " value '" + text + "' to data type bit.");
        }
        return new BigInteger(word).signum() != 0;
    }

    /** What {@code ISNUMERIC} says: whether any of the numeric types takes the text. */
    public static boolean numeric(String text) {
        String digits = text.strip();
        boolean sign = digits.equals("+") || digits.equals("-") || digits.equals(".") || digits.equals("$");
        String amount = digits.replace("$", "").replace(",", "");
        return sign
                || FLOAT.matcher(digits).matches()
                || DECIMAL.matcher(amount).matches();
    }
}
