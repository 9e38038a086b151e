package dev.sluice.profile;

import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyTransport;
import java.net.URI;
import java.util.Map;

/**
 * A Spark pool as a user has written it down.
 *
 * @param livy what comes before {@code /sessions}
 * @param session fields of Livy's session, such as {@code jars} and {@code conf}
 */
public record Profile(
        String name,
        URI livy,
        LivyAuthentication authentication,
        LivyTransport transport,
        Map<String, Object> session) {

    public Profile {
        session = Map.copyOf(session);
    }

    public LivyEndpoint endpoint() {
        return LivyEndpoint.of(livy, authentication, transport);
    }

    /** Settings of a session may hold keys. */
    @Override
    public String toString() {
        return "Profile[" + name + ", " + livy + ']';
    }
}
