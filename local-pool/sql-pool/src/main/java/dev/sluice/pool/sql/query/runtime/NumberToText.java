package dev.sluice.pool.sql.query.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Conversions of numbers to character strings. */
public final class NumberToText {

    private NumberToText() {}

    /**
     * Converts a float.
     *
     * @param style 0 for at most six digits, 1 for eight in scientific form, 2 for sixteen, 3 for seventeen
     */
    public static String floating(double value, int style) {
        if (style == 0) {
            return general(value);
        }
        int digits = style == 1 ? 7 : style == 2 ? 15 : 16;
        return exponent(String.format(Locale.ROOT, "%." + digits + "e", value));
    }

    private static String general(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_UP));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -5 || exponent >= 15) {
            String digits = rounded.unscaledValue().abs().toString().replaceAll("0+$", "");
            String mantissa = digits.length() > 1 ? digits.charAt(0) + "." + digits.substring(1) : digits;
            return (rounded.signum() < 0 ? "-" : "")
                    + mantissa
                    + exponent("e" + (exponent < 0 ? '-' : '+') + Math.abs(exponent));
        }
        if (exponent >= 6) {
            String digits = rounded.unscaledValue().abs().toString().replaceAll("0+$", "");
            String mantissa = digits.length() > 1 ? digits.charAt(0) + "." + digits.substring(1) : digits;
            return (rounded.signum() < 0 ? "-" : "") + mantissa + exponent("e+" + exponent);
        }
        return rounded.stripTrailingZeros().toPlainString();
    }

    /** T-SQL writes three digits of exponent. */
    private static String exponent(String text) {
        int e = text.indexOf('e');
        String digits = text.substring(e + 2);
        return text.substring(0, e + 2) + "0".repeat(Math.max(0, 3 - digits.length())) + digits;
    }

    /** What {@code STR} yields: a number right in a width, stars if it does not fit. */
    public static String padded(double value, int width, int decimals) {
        if (width < 0 || width > 8000 || decimals < 0) {
            throw new SqlFailure(8115, "Arithmetic overflow error converting expression to data type varchar.");
        }
        BigDecimal number = BigDecimal.valueOf(value);
        int room =
                width - number.setScale(0, RoundingMode.HALF_UP).toPlainString().length() - 1;
        if (room < -1) {
            return "*".repeat(width);
        }
        int shown = Math.max(0, Math.min(Math.min(decimals, 16), room));
        String text = number.setScale(shown, RoundingMode.HALF_UP).toPlainString();
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** Converts money: style 0 with two digits, 1 with commas too, 2 with four digits. */
    public static String money(String digits, int style) {
        BigDecimal value = new BigDecimal(digits).setScale(style == 2 ? 4 : 2, RoundingMode.HALF_UP);
        return style == 1 ? String.format(Locale.ROOT, "%,.2f", value) : value.toPlainString();
    }
}
