package dev.sluice.magics.command;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ages as people type them. */
final class Ages {

    static final Duration DAY = Duration.ofDays(1);

    private static final Map<String, Duration> UNITS =
            Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", DAY);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

    private Ages() {}

    /**
     * Reads an age such as {@code 90s}, {@code 15m}, {@code 12h} or {@code 7d}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "Invalid age '" + text + "': write a whole number and s, m, h or d, as in 12h");
        }
        return UNITS.getOrDefault(form.group(2), DAY).multipliedBy(Long.parseLong(form.group(1)));
    }
}
