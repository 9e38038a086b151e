package dev.sluice.connector.type;

import dev.sluice.connector.type.PoolType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the values of a staged column go into a column of an existing table without change.
 *
 * <p>Types that may lose something in general are let through if the measured values lose nothing: what counts is the data,
 * not the declaration.
 */
public final class Assignment {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    /** The last moment that Spark and a SQL pool both have. */
    private static final String LAST = "9999-12-31T23:59:59.999999";

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
            case DECIMAL, MONEY, SMALLMONEY -> isExact(staged);
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
     * @param least least value of a column of numbers or of moments, those in microseconds since 1970; null if there is none
     *     or it is not measured
     * @param greatest greatest value, likewise
     * @param longest longest value of a text, in bytes of the target's code page or in UTF-16 units, or of a binary in bytes
     */
    public static Optional<String> refuseValues(
            PoolType target, @Nullable BigDecimal least, @Nullable BigDecimal greatest, long longest) {
        if ((target.kind().isText() || target.kind().isBinary()) && !target.isMax() && longest > target.size()) {
            return Optional.of(
                    "its longest value has " + longest + (target.kind().countsBytes() ? " bytes" : " characters") + ", "
                            + target + " holds " + target.size());
        }
        BigDecimal[] range = range(target);
        if (range.length == 0) {
            return Optional.empty();
        }
        if (least != null && least.compareTo(range[0]) < 0) {
            return Optional.of("its least value is " + shown(target, least) + ", " + target + " begins at "
                    + shown(target, range[0]));
        }
        if (greatest != null && greatest.compareTo(range[1]) > 0) {
            return Optional.of("its greatest value is " + shown(target, greatest) + ", " + target + " ends at "
                    + shown(target, range[1]));
        }
        return Optional.empty();
    }

    /**
     * Returns the type that a column of texts or bytes can be given in place, so that longer values fit. Texts of a fixed
     * length have none: those that are there would be padded.
     *
     * @param longest longest value, as {@link #refuseValues} takes it
     * @return nothing if they fit already, or fit into no type but a MAX type
     */
    public static Optional<PoolType> lengthened(PoolType target, long longest) {
        boolean grows =
                target.kind() == Kind.VARCHAR || target.kind() == Kind.NVARCHAR || target.kind() == Kind.VARBINARY;
        if (!grows || target.isMax() || longest <= target.size()) {
            return Optional.empty();
        }
        int size = Lengths.room(
                longest, target.kind().countsBytes() ? PoolType.LONGEST_VARBINARY : PoolType.LONGEST_NVARCHAR);
        return size == PoolType.MAX ? Optional.empty() : Optional.of(PoolType.of(target.kind(), size));
    }

    /**
     * Returns whether every value of a type is a value of another one, so that files of the first can be staged as the second
     * before anything is measured.
     */
    public static boolean widens(PoolType staged, PoolType target) {
        if (refuse(staged, target).isPresent()) {
            return false;
        }
        return switch (target.kind()) {
            case SMALLINT, INT, BIGINT ->
                isWhole(staged) && digits(staged) <= digits(target) && staged.kind() != Kind.DECIMAL;
            case DECIMAL -> digits(staged) <= target.size() - target.scale() && staged.scale() <= target.scale();
            // What is measured tells whether texts and bytes fit, and moments are rounded.
            default -> true;
        };
    }

    /** Returns the digits before the point that a type may need. */
    private static int digits(PoolType type) {
        return switch (type.kind()) {
            case SMALLINT -> 5;
            case INT -> 10;
            case BIGINT -> 19;
            default -> type.size() - type.scale();
        };
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
            case DATETIME -> moments("1753-01-01T00:00", "9999-12-31T23:59:59.998333");
            case SMALLDATETIME -> moments("1900-01-01T00:00", "2079-06-06T23:59:29.998");
            case DATETIME2 -> moments("0001-01-01T00:00", type.size() < 6 ? lastBeforeRounding(type.size()) : LAST);
            default -> new BigDecimal[0];
        };
    }

    /** The last moment that is not rounded up into the year 10000. */
    private static String lastBeforeRounding(int digits) {
        return LocalDateTime.parse(LAST)
                .minusNanos(1000L * ((long) Math.pow(10, 6.0 - digits) / 2))
                .toString();
    }

    private static BigDecimal[] moments(String least, String greatest) {
        return new BigDecimal[] {micros(LocalDateTime.parse(least)), micros(LocalDateTime.parse(greatest))};
    }

    private static BigDecimal micros(LocalDateTime moment) {
        return BigDecimal.valueOf(ChronoUnit.MICROS.between(EPOCH, moment));
    }

    /** Returns a number as the type shows it. */
    private static String shown(PoolType type, BigDecimal value) {
        return switch (type.kind()) {
            case DATETIME, SMALLDATETIME, DATETIME2 -> {
                long micros = value.longValueExact();
                yield LocalDateTime.ofEpochSecond(
                                Math.floorDiv(micros, 1_000_000L),
                                (int) Math.floorMod(micros, 1_000_000L) * 1000,
                                ZoneOffset.UTC)
                        .toString()
                        .replace('T', ' ');
            }
            default -> value.toPlainString();
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
}
