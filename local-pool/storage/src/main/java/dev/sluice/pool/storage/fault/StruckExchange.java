package dev.sluice.pool.storage.fault;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.Passage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that may be struck once the request was executed, which is when its answer begins: nothing of the answer is
 * sent then, and the handler does not notice.
 */
final class StruckExchange extends HttpExchange {

    private final HttpExchange exchange;
    private final Passage passage;
    private final @Nullable Fault after;
    private boolean struck;

    StruckExchange(HttpExchange exchange, Passage passage, @Nullable Fault after) {
        this.exchange = exchange;
        this.passage = passage;
        this.after = after;
    }

    @Override
    public void sendResponseHeaders(int status, long length) throws IOException {
        passage.executed(Map.of("status", Integer.toString(status)));
        Fault fault = after instanceof Fault.Pause ? passage.pause(() -> false).orElse(null) : after;
        if (fault == null) {
            exchange.sendResponseHeaders(status, length);
        } else {
            struck = true;
            FaultyHandler.strike(exchange, passage, fault);
        }
    }

    @Override
    public OutputStream getResponseBody() {
        return struck ? OutputStream.nullOutputStream() : exchange.getResponseBody();
    }

    @Override
    public void close() {
        exchange.close();
    }

    @Override
    public Headers getRequestHeaders() {
        return exchange.getRequestHeaders();
    }

    @Override
    public Headers getResponseHeaders() {
        return exchange.getResponseHeaders();
    }

    @Override
    public URI getRequestURI() {
        return exchange.getRequestURI();
    }

    @Override
    public String getRequestMethod() {
        return exchange.getRequestMethod();
    }

    @Override
    public HttpContext getHttpContext() {
        return exchange.getHttpContext();
    }

    @Override
    public InputStream getRequestBody() {
        return exchange.getRequestBody();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return exchange.getRemoteAddress();
    }

    @Override
    public int getResponseCode() {
        return exchange.getResponseCode();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return exchange.getLocalAddress();
    }

    @Override
    public String getProtocol() {
        return exchange.getProtocol();
    }

    @Override
    public Object getAttribute(String name) {
        return exchange.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        exchange.setAttribute(name, value);
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        exchange.setStreams(in, out);
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return exchange.getPrincipal();
    }
}
