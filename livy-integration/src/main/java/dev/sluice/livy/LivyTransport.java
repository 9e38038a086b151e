package dev.sluice.livy;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How requests travel to a Livy server.
 *
 * @param headers more headers of every request, which gateways ask for
 * @param tls which authorities are trusted; null for those of the JVM
 * @param proxy HTTP proxy in between; null for that of the JVM's settings, which is mostly none
 */
public record LivyTransport(
        Map<String, String> headers,
        @Nullable SSLContext tls,
        @Nullable InetSocketAddress proxy) {

    /** Directly, and with nothing added. */
    public static final LivyTransport DIRECT = new LivyTransport(Map.of(), null, null);

    private static final int LATIN_1 = 0xFF;

    /** Those that the client writes itself, or that the client of the JDK refuses. */
    private static final Set<String> RESERVED = Set.of(
            "accept",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "transfer-encoding",
            "upgrade");

    /**
     * Checks the headers.
     *
     * @throws IllegalArgumentException naming the first that cannot be sent; values are not repeated
     */
    public LivyTransport {
        headers = Map.copyOf(headers);
        headers.forEach(LivyTransport::requireHeader);
    }

    /** Returns the proxy as the client of the JDK takes it. */
    public ProxySelector proxySelector() {
        return proxy == null ? ProxySelector.getDefault() : ProxySelector.of(proxy);
    }

    private static void requireHeader(String name, String value) {
        // RFC 9110, 5.6.2: a token.
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("Invalid header name '" + name + "'");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("Header " + name + " is written by the client itself");
        }
        if (!isSendable(value)) {
            throw new IllegalArgumentException("The value of header " + name + " holds a control character, or one that"
                    + " HTTP has no place for");
        }
    }

    /**
     * Returns whether a text can be the value of a header: visible characters and blanks of Latin-1 (RFC 9110, 5.5). The client
     * of the JDK repeats one that cannot in its refusal.
     */
    public static boolean isSendable(String value) {
        return value.chars().allMatch(character -> character <= LATIN_1 && !Character.isISOControl(character));
    }

    /** Values of headers may be keys. */
    @Override
    public String toString() {
        return "LivyTransport[headers=" + headers.keySet() + ", tls=" + (tls == null ? "of the JVM" : "own")
                + ", proxy=" + proxy + ']';
    }
}
