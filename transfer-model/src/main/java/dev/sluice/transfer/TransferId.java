package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Name of one transfer. Who asks for the transfer makes it, so that it can be asked for when the answer is lost; asked for
 * twice under one name, a transfer moves its rows once. Everything that the transfer makes carries it: its folder, its objects
 * in the SQL pool and its entry in the ledger.
 *
 * @param text lower-case letters, digits and underscores; it begins with the time (UTC), so that names sort by age
 */
public record TransferId(@JsonValue String text) {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'_'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int TIME_LENGTH = "yyyyMMdd_HHmmss".length();

    private static final Pattern FORM = Pattern.compile("\\d{8}_\\d{6}_[0-9a-f]{16}");

    public TransferId {
        requireNonNull(text, "text");
        if (!isOne(text)) {
            throw new IllegalArgumentException("Invalid transfer id '" + text
                    + "': it is a day, a time and 16 hexadecimal digits, as in 20260131_235959_0123456789abcdef");
        }
    }

    /** Makes a new one. */
    public static TransferId create() {
        return create(Instant.now(), RANDOM);
    }

    static TransferId create(Instant now, RandomGenerator random) {
        return new TransferId(TIME.format(now) + '_' + String.format(Locale.ROOT, "%016x", random.nextLong()));
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if the text does not have the form
     */
    @JsonCreator
    public static TransferId parse(String text) {
        return new TransferId(text);
    }

    /** Returns whether a text has the form of a transfer's name. */
    public static boolean isOne(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        try {
            TIME.parse(text.substring(0, TIME_LENGTH));
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Returns when it was made, to the second. */
    public Instant time() {
        return TIME.parse(text.substring(0, TIME_LENGTH), Instant::from);
    }

    @Override
    public String toString() {
        return text;
    }
}
