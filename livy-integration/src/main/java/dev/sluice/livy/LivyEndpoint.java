package dev.sluice.livy;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * Where a Livy server is.
 *
 * @param address what comes before {@code /sessions}, such as {@code http://127.0.0.1:8998}
 * @param timeout longest time for one request
 */
public record LivyEndpoint(URI address, LivyAuthentication authentication, Duration timeout) {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    public LivyEndpoint {
        requireNonNull(authentication, "authentication");
        requireNonNull(timeout, "timeout");
        String scheme = address.getScheme();
        if ((!"http".equals(scheme) && !"https".equals(scheme)) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "Invalid Livy address '" + address + "': write http://host:port or https://host/path");
        }
        String text = address.toString();
        if (text.endsWith("/")) {
            address = URI.create(text.substring(0, text.length() - 1));
        }
    }

    /** A server that asks for no login. */
    public static LivyEndpoint open(URI address) {
        return new LivyEndpoint(address, LivyAuthentication.none(), TIMEOUT);
    }

    /** A server that asks for a login. */
    public static LivyEndpoint of(URI address, LivyAuthentication authentication) {
        return new LivyEndpoint(address, authentication, TIMEOUT);
    }
}
