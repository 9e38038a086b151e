package dev.sluice.pool.identity.server;

import dev.sluice.pool.identity.token.TokenAudience;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Says that no token is issued for a resource, and for which there is one. */
final class UnknownResource {

    private UnknownResource() {}

    static String message(String resource) {
        return "Unknown resource: " + resource + "; the local pool issues tokens for "
                + Arrays.stream(TokenAudience.values())
                        .map(TokenAudience::resource)
                        .collect(Collectors.joining(" and "));
    }
}
