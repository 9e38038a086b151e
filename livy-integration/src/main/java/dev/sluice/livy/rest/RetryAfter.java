package dev.sluice.livy.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a server asks to wait: the header {@code Retry-After}, seconds or a date (RFC 9110, 10.2.3), or a date in the text of
 * the error, as Fabric writes it: {@code Request is blocked by the upstream service until: 10/28/2025 8:26:56 PM (UTC)}.
 */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private static final Pattern UNTIL =
            Pattern.compile("\\buntil: (\\d{1,2}/\\d{1,2}/\\d{4} \\d{1,2}:\\d{2}:\\d{2} [AP]M) \\(UTC\\)");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M/d/uuuu h:mm:ss a", Locale.ENGLISH);

    private RetryAfter() {}

    /** Returns how long the server asks to wait, by the header, else by the text; zero if neither says it. */
    static Duration of(Optional<String> header, String text, Instant now) {
        Duration byHeader = of(header, now);
        Matcher until = UNTIL.matcher(text);
        if (!byHeader.isZero() || !until.find()) {
            return byHeader;
        }
        try {
            return until(LocalDateTime.parse(until.group(1), DATE).toInstant(ZoneOffset.UTC), now);
        } catch (DateTimeException e) {
            // Digits that are no date.
            return Duration.ZERO;
        }
    }

    private static Duration of(Optional<String> header, Instant now) {
        String value = header.orElse("").strip();
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            return until(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)), now);
        } catch (DateTimeException e) {
            // Not as the standard wants it.
            return Duration.ZERO;
        }
    }

    private static Duration until(Instant end, Instant now) {
        return end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
    }
}
