package dev.sluice.connector.staging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Name of one transfer. Everything that the transfer makes carries it: its folder, its external objects, its shadow table and
 * its entry in the ledger.
 *
 * @param text lower-case letters, digits and underscores; it begins with the time (UTC), so that names sort by age
 */
public record TransferId(String text) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'_'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Makes a new one. */
    public static TransferId create(Instant now, RandomGenerator random) {
        return new TransferId(TIME.format(now) + '_' + String.format(Locale.ROOT, "%08x", random.nextInt()));
    }

    /** Returns whether a text has the form of a transfer's name. */
    public static boolean isOne(String text) {
        return text.matches("\\d{8}_\\d{6}_[0-9a-f]{8}");
    }

    /** Returns a name for an object of the SQL pool. */
    public String object(String role) {
        return objectPrefix(role) + text;
    }

    /** Returns what the names of all objects of a role begin with. */
    static String objectPrefix(String role) {
        return "sluice_" + role + '_';
    }

    @Override
    public String toString() {
        return text;
    }
}
