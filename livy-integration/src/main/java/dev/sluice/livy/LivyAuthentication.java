package dev.sluice.livy;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** How a client proves who it is to a Livy server. */
public interface LivyAuthentication {

    /** Returns the value of the {@code Authorization} header for the next request; empty for none. */
    Optional<String> authorization();

    /** Proves nothing. */
    static LivyAuthentication none() {
        return Optional::empty;
    }

    /**
     * Basic authentication, as HDInsight and the local pool ask for (RFC 7617).
     *
     * @throws IllegalArgumentException if the user's name has a colon, at which servers would end it
     */
    static LivyAuthentication basic(String user, String password) {
        if (requireNonNull(user, "user").contains(":")) {
            throw new IllegalArgumentException(
                    "Invalid user '" + user + "': a name with a colon cannot log in by HTTP Basic");
        }
        String pair = user + ':' + requireNonNull(password, "password");
        String header = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return () -> Optional.of(header);
    }

    /**
     * A bearer token, as Synapse and Fabric ask for.
     *
     * @param token is asked before every request, and so can renew what expires
     */
    static LivyAuthentication bearer(Supplier<String> token) {
        requireNonNull(token, "token");
        return () -> Optional.of("Bearer " + token.get());
    }
}
