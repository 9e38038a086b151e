package dev.sluice.magics.render;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people, the same in every locale. */
final class Amounts {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

    private Amounts() {}

    /** Returns {@code 336,776}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns {@code 1 row} or {@code 336,776 rows}. */
    static String count(long number, String noun) {
        return count(number) + ' ' + noun + (number == 1 ? "" : "s");
    }

    /** Returns {@code 12.3 MB}: decimal units, as object stores bill them. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double amount = bytes / 1000.0;
        int unit = 0;
        while (amount >= 999.95 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /** Returns {@code 4.2 s}, or {@code 3 min 05 s} from two minutes on. */
    static String seconds(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }

    /** Returns whole seconds, for what still runs. */
    static String elapsed(Duration elapsed) {
        long whole = elapsed.toSeconds();
        return whole < 120 ? whole + " s" : String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
}
