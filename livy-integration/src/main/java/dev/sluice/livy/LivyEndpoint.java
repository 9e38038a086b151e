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
public record LivyEndpoint(URI address, LivyAuthentication authentication, LivyTransport transport, Duration timeout) {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    public LivyEndpoint {
        requireNonNull(authentication, "authentication");
        requireNonNull(transport, "transport");
        requireNonNull(timeout, "timeout");
        requireAddress(address);
        String text = address.toString();
        if (text.endsWith("/")) {
            address = URI.create(text.substring(0, text.length() - 1));
        }
    }

    /** A server that asks for no login. */
    public static LivyEndpoint open(URI address) {
        return of(address, LivyAuthentication.none());
    }

    /** A server that asks for a login. */
    public static LivyEndpoint of(URI address, LivyAuthentication authentication) {
        return of(address, authentication, LivyTransport.DIRECT);
    }

    /** A server that asks for a login, and is reached in its own way. */
    public static LivyEndpoint of(URI address, LivyAuthentication authentication, LivyTransport transport) {
        return new LivyEndpoint(address, authentication, transport, TIMEOUT);
    }

    private static void requireAddress(URI address) {
        String scheme = address.getScheme();
        String invalid = "Invalid Livy address '" + shown(address.toString()) + "': ";
        String authority = address.getRawAuthority();
        if ((authority == null ? address.toString() : authority).indexOf('@') >= 0) {
            throw new IllegalArgumentException(invalid
                    + "it holds a login, which would stand in logs; write http://host:port or https://host/path");
        }
        if ((!"http".equals(scheme) && !"https".equals(scheme)) || address.getHost() == null) {
            throw new IllegalArgumentException(invalid + "write http://host:port or https://host/path");
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    invalid + "it goes on after the path; write http://host:port or https://host/path");
        }
    }

    /** Returns an address as messages may show it: without a login, and without what may be a token behind its path. */
    public static String shown(String address) {
        // Up to the last sign that can end a login: a password that is not encoded may hold any other.
        String withoutLogin = address.replaceFirst("(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://|).*@", "$1***@");
        return withoutLogin.replaceFirst("(?s)([?#]).+$", "$1***");
    }
}
