package dev.sluice.pool.identity.service;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses the requests that a browser sends for a page of another site. A service that listens on the loopback address is
 * reached by every page that its owner visits, so it looks at what browsers say about a request and pages cannot change:
 *
 * <ul>
 *   <li>{@code Host} (RFC 9110, section 7.2) is a name that the service is reached by: a page whose own host name was made
 *       to lead to this machine (DNS rebinding) has another;
 *   <li>{@code Origin} (RFC 6454, section 7) is the service's own where there is one;
 *   <li>{@code Sec-Fetch-Site} (W3C, Fetch Metadata) is {@code same-origin} or {@code none} where there is one.
 * </ul>
 *
 * <p>It proves nothing about who asks: programs write into headers what they like. Each service asks for a login beside it.
 */
public final class CrossSiteCheck {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    /** Made by the browser for what the owner typed or a page of the service itself asked for. */
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:\\[\\]]+)(?::[0-9]{1,5})?");

    private final String scheme;
    private final Set<String> hosts;

    /**
     * Makes the check of a service.
     *
     * @param scheme {@code http} or {@code https}, which is part of the service's own origin
     * @param furtherHosts names in lower case that it is reached by beside 127.0.0.1 and localhost
     */
    public CrossSiteCheck(String scheme, Set<String> furtherHosts) {
        this.scheme = scheme;
        this.hosts = new TreeSet<>(LOOPBACK);
        hosts.addAll(furtherHosts);
    }

    /**
     * Says why a request is refused, in one line for the person who wonders; empty if it is not.
     *
     * @param headers all values of a header by its name, none if the request does not have it
     */
    public Optional<String> refusal(Function<String, List<String>> headers) {
        List<String> host = headers.apply("Host");
        if (host.size() != 1 || !isOwn(host.get(0))) {
            return Optional.of("Refused: this service is reached as " + String.join(" or ", hosts)
                    + " only, and the request has " + told("Host", host) + '.');
        }
        List<String> origin = headers.apply("Origin");
        if (!origin.isEmpty() && !origin.equals(List.of(scheme + "://" + host.get(0)))) {
            return Optional.of("Refused: pages of other sites may not use the local pool, and the request has "
                    + told("Origin", origin) + '.');
        }
        List<String> site = headers.apply("Sec-Fetch-Site");
        if (!site.isEmpty() && !(site.size() == 1 && OWN_SITE.contains(site.get(0)))) {
            return Optional.of("Refused: pages of other sites may not use the local pool, and the request has "
                    + told("Sec-Fetch-Site", site) + '.');
        }
        return Optional.empty();
    }

    private boolean isOwn(String host) {
        Matcher parts = HOST_AND_PORT.matcher(host);
        // The port is not compared: an own tunnel to this machine may have another at its end.
        return parts.matches() && hosts.contains(parts.group(1).toLowerCase(Locale.ROOT));
    }

    private static String told(String name, List<String> values) {
        return values.isEmpty() ? "no header " + name : "the header " + name + ": " + String.join(", ", values);
    }
}
