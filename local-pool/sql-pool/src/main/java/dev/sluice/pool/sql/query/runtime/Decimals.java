package dev.sluice.pool.sql.query.runtime;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Arithmetic of decimals that DuckDB would do in floating point or not at all. Numbers come and go as digits. */
public final class Decimals {

    private Decimals() {}

    /** Divides; the quotient is cut to the scale, as T-SQL does. */
    public static String divide(String left, String right, int scale) {
        BigDecimal divisor = new BigDecimal(right);
        if (divisor.signum() == 0) {
            throw new SqlFailure(8134, "Divide by zero error encountered.");
        }
        return checked(new BigDecimal(left).divide(divisor, scale, RoundingMode.DOWN));
    }

    /** Multiplies; the product is rounded to the scale. */
    public static String multiply(String left, String right, int scale) {
        return checked(new BigDecimal(left).multiply(new BigDecimal(right)).setScale(scale, RoundingMode.HALF_UP));
    }

    /** Cuts or rounds to so many digits after the point, before it if negative; cuts if {@code cut} is not zero. */
    public static String round(String value, int digits, int cut) {
        BigDecimal number = new BigDecimal(value);
        int scale = Math.max(-40, Math.min(digits, number.scale()));
        return number.setScale(scale, cut != 0 ? RoundingMode.DOWN : RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String checked(BigDecimal value) {
        if (value.precision() > 38) {
            throw new SqlFailure(8115, "Arithmetic overflow error converting expression to data type numeric.");
        }
        return value.toPlainString();
    }
}
