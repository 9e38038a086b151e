package dev.sluice.pool.storage.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.Faults;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.pool.identity.fault.Passage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A handler whose clients lose connections and get errors as rules say. A request has these attributes:
 *
 * <pre>
 * method   that is meant: PATCH for a PUT that overrides it
 * path     of the URI as it was sent
 * query    of the URI as it was sent, without a signature
 * source   path that a rename takes away, as it was sent; empty for all else
 * client   x-ms-client-request-id, by which the ABFS driver tells its retries apart; empty if there is none
 * </pre>
 *
 * The body of a request is read before its connection is cut: the client has sent all of it and hears nothing. That a
 * client is gone is not noticed here, so a pause lasts until the rules end it.
 */
public final class FaultyHandler implements HttpHandler {

    /** What requests can be matched by. */
    public static final Set<String> ATTRIBUTES = Set.of("method", "path", "query", "source", "client");

    /** When requests can be struck. An effect cannot go on by itself here: the handler needs the connection for its body. */
    public static final Set<Moment> MOMENTS = EnumSet.of(Moment.BEFORE, Moment.AFTER);

    private final HttpHandler handler;
    private final Faults faults;

    /** Stands before a handler. */
    public FaultyHandler(HttpHandler handler, Faults faults) {
        this.handler = handler;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Passage passage = faults.arrive(attributes(exchange));
        Fault fault = passage.fault().orElse(null);
        if (fault instanceof Fault.Pause && fault.moment() == Moment.BEFORE) {
            fault = passage.pause(() -> false).orElse(null);
        }
        if (fault == null || fault.moment() == Moment.AFTER) {
            handler.handle(new StruckExchange(exchange, passage, fault));
            return;
        }
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            strike(exchange, passage, fault);
        }
    }

    /** Ends the request without its answer. The connection of an exchange that is closed without one is closed as well. */
    static void strike(HttpExchange exchange, Passage passage, @Nullable Fault fault) throws IOException {
        if (fault instanceof Fault.Fail fail) {
            passage.failed();
            exchange.getResponseHeaders().clear();
            exchange.getResponseHeaders().set("x-ms-error-code", fail.message());
            exchange.sendResponseHeaders(fail.code(), -1);
        } else {
            passage.cut();
        }
        exchange.close();
    }

    private static Map<String, String> attributes(HttpExchange exchange) {
        String override = header(exchange, "x-http-method-override");
        String query = exchange.getRequestURI().getRawQuery();
        return Map.of(
                "method", override.isEmpty() ? exchange.getRequestMethod() : override,
                "path", exchange.getRequestURI().getRawPath(),
                "query", withoutSignature(query == null ? "" : query),
                "source", withoutQuery(header(exchange, "x-ms-rename-source")),
                "client", header(exchange, "x-ms-client-request-id"));
    }

    private static String withoutSignature(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(parameter -> !parameter.startsWith("sig="))
                .collect(Collectors.joining("&"));
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
