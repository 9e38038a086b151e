package dev.sluice.connector.verification;

import static org.apache.spark.sql.functions.udf;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    private static final UserDefinedFunction HASH =
            udf((UDF1<@Nullable String, @Nullable Long>) Canonical::hash, DataTypes.LongType);

    /** One for each task that runs in an executor at a time. */
    private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(Canonical::md5);

    private Canonical() {}

    /** Returns the IEEE 754 bits of a double. */
    static Column bits(Column number) {
        return BITS.apply(number);
    }

    /** Returns a decimal with all digits of its scale and without an exponent, whatever ANSI mode is. */
    static Column digits(Column number) {
        return DIGITS.apply(number);
    }

    /** Returns the first eight bytes of the MD5 of a text in UTF-16LE, the highest first. */
    static Column hash(Column text) {
        return HASH.apply(text);
    }

    private static @Nullable Long bits(@Nullable Double number) {
        // Minus zero equals zero, and a SQL pool may give either.
        return number == null ? null : Double.doubleToLongBits(number == 0 ? 0.0 : number);
    }

    private static @Nullable String digits(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    static @Nullable Long hash(@Nullable String text) {
        if (text == null) {
            return null;
        }
        // Ready for the next text when it has given its digest.
        return ByteBuffer.wrap(MD5.get().digest(utf16(text))).getLong();
    }

    /** Returns a text in UTF-16LE, several times faster than Java's encoder, which looks for surrogates that stand alone. */
    private static byte[] utf16(String text) {
        byte[] bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            bytes[2 * i] = (byte) unit;
            bytes[2 * i + 1] = (byte) (unit >> Byte.SIZE);
        }
        return bytes;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }
}
