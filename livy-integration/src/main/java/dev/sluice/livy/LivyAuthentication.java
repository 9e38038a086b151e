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

    /** Basic authentication, as HDInsight asks for (RFC 7617). */
    static LivyAuthentication basic(String user, String password) {
        String pair = requireNonNull(user, "user") + ':' + requireNonNull(password, "password");
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
