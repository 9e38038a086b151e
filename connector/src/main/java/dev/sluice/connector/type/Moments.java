package dev.sluice.connector.type;

/** What a SQL pool's types of date and time hold of a moment. Moments are microseconds since 1970, as Spark SQL. */
public final class Moments {

    /** Microseconds of a day. */
    public static final long MICROS_OF_A_DAY = 86_400_000_000L;

    private static final long MICROS_OF_A_MINUTE = 60_000_000L;

    private Moments() {}

    /**
     * Returns the moment that a type holds for another one: with its digits of a second, rounded half up. A {@code datetime}
     * holds ticks of 1/300 s, and is given in the milliseconds that it shows for them.
     */
    public static String held(String micros, PoolType type) {
        return switch (type.kind()) {
            case DATETIME -> {
                String ticks = floorDivided("(" + micros + ") * 3L + 5000L", 10_000);
                // A tick shows 0, 3 or 7 milliseconds.
                yield "(" + floorDivided("(" + ticks + ") * 20L + 3L", 6) + ") * 1000L";
            }
            case SMALLDATETIME -> rounded(micros, MICROS_OF_A_MINUTE);
            case DATETIME2 -> type.size() < 6 ? rounded(micros, (long) Math.pow(10, 6.0 - type.size())) : micros;
            default -> micros;
        };
    }

    private static String rounded(String micros, long unit) {
        return "(" + floorDivided("(" + micros + ") + " + unit / 2 + "L", unit) + ") * " + unit + "L";
    }

    private static String floorDivided(String number, long unit) {
        return "((" + number + ") - pmod(" + number + ", " + unit + "L)) div " + unit + "L";
    }
}
