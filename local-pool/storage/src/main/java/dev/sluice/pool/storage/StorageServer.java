package dev.sluice.pool.storage;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.pool.identity.service.CrossSiteCheck;
import dev.sluice.pool.identity.service.LoopbackHttps;
import dev.sluice.pool.identity.service.RequestThreads;
import dev.sluice.pool.identity.service.RunningService;
import dev.sluice.pool.storage.auth.Authenticator;
import dev.sluice.pool.storage.lake.Lake;
import dev.sluice.pool.storage.operation.Operations;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** The DFS endpoint: an https server on 127.0.0.1 that serves one account from a lake. */
public final class StorageServer implements RunningService {

    private static final System.Logger LOG = System.getLogger(StorageServer.class.getName());

    private final HttpsServer server;
    private final RequestThreads threads;
    private final Lake lake;

    private StorageServer(HttpsServer server, RequestThreads threads, Lake lake) {
        this.server = server;
        this.threads = threads;
        this.lake = lake;
    }

    /**
     * Starts a server, which closes the lake at its end.
     *
     * @param port port on 127.0.0.1, 0 for any free one
     * @throws java.net.BindException if the port is taken
     */
    public static StorageServer start(int port, SSLContext tls, String account, Lake lake, Authenticator authenticator)
            throws IOException {
        return start(port, tls, account, lake, authenticator, RequestThreads.Limits.USUAL, UnaryOperator.identity());
    }

    /**
     * Starts a server that hands requests to what stands before the endpoint.
     *
     * @param limits how many requests it bears at one time
     * @param before puts something before the endpoint
     */
    static StorageServer start(
            int port,
            SSLContext tls,
            String account,
            Lake lake,
            Authenticator authenticator,
            RequestThreads.Limits limits,
            UnaryOperator<HttpHandler> before)
            throws IOException {
        HttpsServer server = LoopbackHttps.bind(port, tls);
        RequestThreads threads = new RequestThreads(limits);
        server.setExecutor(threads);
        // The ABFS driver names the account where the account's host name leads to this machine.
        String accountHost = account.toLowerCase(Locale.ROOT) + ".dfs.core.windows.net";
        CrossSiteCheck crossSite = new CrossSiteCheck("https", Set.of(accountHost));
        Operations operations = new Operations(account, lake);
        ExchangeHandler exchanges = new ExchangeHandler(crossSite, authenticator, threads::admit, operations);
        server.createContext("/", before.apply(exchanges));
        server.start();
        return new StorageServer(server, threads, lake);
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        try {
            lake.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Cannot give up the lake", e);
        }
    }
}
