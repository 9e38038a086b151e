package dev.sluice.pool.identity.service;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/** Makes https servers that nobody outside this machine reaches. */
public final class LoopbackHttps {

    private static final int BACKLOG = 128;
    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};

    private LoopbackHttps() {}

    /**
     * Binds a server to the port of 127.0.0.1, 0 for any free one. It accepts once it is started.
     *
     * @throws java.net.BindException if the port is taken
     */
    public static HttpsServer bind(int port, SSLContext tls) throws IOException {
        // Without this, answers of more than one packet wait up to 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(IPV4_LOOPBACK), port), BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }
}
