package dev.sluice.pool.identity;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the lifetime of tokens in seconds, up to a day as Azure has it. */
final class LifetimeConverter implements ITypeConverter<Duration> {

    private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

    @Override
    public Duration convert(String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= 1 && seconds <= MAX_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static TypeConversionException invalid(String text) {
        return new TypeConversionException("'" + text + "' is no lifetime; use seconds from 1 to " + MAX_SECONDS);
    }
}
