package dev.sluice.connector.verification;

import static org.apache.spark.sql.functions.udf;

import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Forms of a value that T-SQL can give, too, and that no function of Spark SQL gives. Computed in the executors. */
final class Canonical {

    private static final UserDefinedFunction BITS =
            udf((UDF1<@Nullable Double, @Nullable Long>) Canonical::bits, DataTypes.LongType);

    private static final UserDefinedFunction DIGITS =
            udf((UDF1<@Nullable BigDecimal, @Nullable String>) Canonical::digits, DataTypes.StringType);

    private Canonical() {}

    /** Returns the IEEE 754 bits of a double. */
    static Column bits(Column number) {
        return BITS.apply(number);
    }

    /** Returns a decimal with all digits of its scale and without an exponent, whatever ANSI mode is. */
    static Column digits(Column number) {
        return DIGITS.apply(number);
    }

    private static @Nullable Long bits(@Nullable Double number) {
        // Minus zero equals zero, and a SQL pool may give either.
        return number == null ? null : Double.doubleToLongBits(number == 0 ? 0.0 : number);
    }

    private static @Nullable String digits(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
