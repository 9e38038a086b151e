package dev.sluice.pool.identity.token;

import java.util.Arrays;
import java.util.Optional;

/** The services that tokens of the local pool are for, by the resource names that Azure has for them. */
public enum TokenAudience {
    /** A SQL pool. */
    SQL_POOL("https://database.windows.net/"),
    /** A storage account. */
    STORAGE("https://storage.azure.com/");

    private final String resource;

    TokenAudience(String resource) {
        this.resource = resource;
    }

    /** Returns the resource as it stands in a token's {@code aud}, with a trailing slash. */
    public String resource() {
        return resource;
    }

    /** Says whether a token's {@code aud} names this service; a trailing slash may be there or not. */
    public boolean isNamedBy(String audience) {
        return withoutTrailingSlash(audience).equals(withoutTrailingSlash(resource));
    }

    /** Finds the service by its resource name, with or without a trailing slash. */
    public static Optional<TokenAudience> ofResource(String resource) {
        return Arrays.stream(values())
                .filter(audience -> audience.isNamedBy(resource))
                .findFirst();
    }

    private static String withoutTrailingSlash(String resource) {
        return resource.endsWith("/") ? resource.substring(0, resource.length() - 1) : resource;
    }
}
