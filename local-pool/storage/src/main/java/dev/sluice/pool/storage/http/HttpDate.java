package dev.sluice.pool.storage.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Dates as HTTP headers have them: {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
public final class HttpDate {

    // The language is part of the format (RFC 9110): the JVM's own must not show.
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    /** Formats a moment, cut to whole seconds. */
    public static String format(Instant moment) {
        return FORMAT.format(moment);
    }

    /** Reads a date; empty if the text is none. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(FORMAT.parse(text, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
