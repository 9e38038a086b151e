package dev.sluice.connector.type;

import dev.sluice.connector.type.PoolType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the values of a staged column go into a column of an existing table without change.
 *
 * <p>Types that may lose something in general are let through if the measured values lose nothing: what counts is the data,
 * not the declaration.
 */
public final class Assignment {

    private Assignment() {}

    /**
     * Returns why a type never goes into another, whatever its values are.
     *
     * @param staged type of the external table's column
     * @param target type of the existing table's column
     * @return nothing if it may go
     */
    public static Optional<String> refuse(PoolType staged, PoolType target) {
        boolean allowed = switch (target.kind()) {
            case BIT -> staged.kind() == Kind.BIT;
            case TINYINT, SMALLINT, INT, BIGINT -> isWhole(staged);
            case DECIMAL, MONEY, SMALLMONEY -> isExact(staged) && staged.scale() <= scaleOf(target);
            case REAL -> staged.kind() == Kind.REAL || staged.kind() == Kind.SMALLINT;
            case FLOAT ->
                staged.kind() == Kind.FLOAT
                        || staged.kind() == Kind.REAL
                        || staged.kind() == Kind.SMALLINT
                        || staged.kind() == Kind.INT;
            case DATE -> staged.kind() == Kind.DATE;
            case DATETIME2, DATETIME, SMALLDATETIME -> staged.kind() == Kind.DATETIME2 || staged.kind() == Kind.DATE;
            case TIME, UNIQUEIDENTIFIER -> staged.kind().isText();
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> staged.kind().isText();
            case BINARY, VARBINARY -> staged.kind().isBinary();
            case DATETIMEOFFSET -> false;
        };
        return allowed ? Optional.empty() : Optional.of(staged + " does not go into " + target + " without loss");
    }

    /**
     * Returns why measured values do not fit.
     *
     * @param least least value of a numeric or temporal column; null if there is none or it is not measured
     * @param greatest greatest value, likewise
     * @param longest longest value of a text or binary
     */
    public static Optional<String> refuseValues(
            PoolType target, @Nullable BigDecimal least, @Nullable BigDecimal greatest, long longest) {
        if ((target.kind().isText() || target.kind().isBinary()) && !target.isMax() && longest > target.size()) {
            return Optional.of(
                    "its longest value has " + longest + (target.kind().isBinary() ? " bytes" : " characters") + ", "
                            + target + " holds " + target.size());
        }
        BigDecimal[] range = range(target);
        if (range.length == 0) {
            return Optional.empty();
        }
        if (least != null && least.compareTo(range[0]) < 0) {
            return Optional.of("its least value is " + least.toPlainString() + ", " + target + " begins at "
                    + range[0].toPlainString());
        }
        if (greatest != null && greatest.compareTo(range[1]) > 0) {
            return Optional.of("its greatest value is " + greatest.toPlainString() + ", " + target + " ends at "
                    + range[1].toPlainString());
        }
        return Optional.empty();
    }

    /** Returns whether seconds of the target have fewer digits than Spark's microseconds: what is beyond is rounded. */
    public static boolean roundsSeconds(PoolType staged, PoolType target) {
        if (staged.kind() != Kind.DATETIME2) {
            return false;
        }
        return switch (target.kind()) {
            case DATETIME2 -> target.size() < 6;
            case DATETIME, SMALLDATETIME -> true;
            default -> false;
        };
    }

    /** Returns whether a value may change when it goes in, so that its fingerprint would too. */
    public static boolean changesForm(PoolType staged, PoolType target) {
        return roundsSeconds(staged, target)
                || (staged.kind() == Kind.DATE) != (target.kind() == Kind.DATE)
                || target.kind() == Kind.VARCHAR;
    }

    private static BigDecimal[] range(PoolType type) {
        return switch (type.kind()) {
            case TINYINT -> between(0, 255);
            case SMALLINT -> between(Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> between(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> between(Long.MIN_VALUE, Long.MAX_VALUE);
            case MONEY -> scaled(BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE), 4);
            case SMALLMONEY -> scaled(BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE), 4);
            case DECIMAL -> {
                BigInteger nines = BigInteger.TEN.pow(type.size()).subtract(BigInteger.ONE);
                yield scaled(nines.negate(), nines, type.scale());
            }
            default -> new BigDecimal[0];
        };
    }

    private static BigDecimal[] between(long least, long greatest) {
        return new BigDecimal[] {BigDecimal.valueOf(least), BigDecimal.valueOf(greatest)};
    }

    private static BigDecimal[] scaled(BigInteger least, BigInteger greatest, int scale) {
        return new BigDecimal[] {new BigDecimal(least, scale), new BigDecimal(greatest, scale)};
    }

    private static boolean isWhole(PoolType type) {
        return switch (type.kind()) {
            case SMALLINT, INT, BIGINT -> true;
            case DECIMAL -> type.scale() == 0;
            default -> false;
        };
    }

    private static boolean isExact(PoolType type) {
        return isWhole(type) || type.kind() == Kind.DECIMAL;
    }

    private static int scaleOf(PoolType type) {
        return type.kind() == Kind.DECIMAL ? type.scale() : 4;
    }
}
