package dev.sluice.kernel.pool;

import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyEndpoint;
import java.net.URI;

/**
 * The Livy server of the local pool and the login that it asks for.
 *
 * @param address what comes before {@code /sessions}
 * @param password never printed
 */
record LocalLivy(URI address, String user, String password) {

    LivyEndpoint endpoint() {
        return LivyEndpoint.of(address, LivyAuthentication.basic(user, password));
    }

    @Override
    public String toString() {
        return "LocalLivy[address=" + address + ", user=" + user + ", password=redacted]";
    }
}
