package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where a SQL pool is and how to log in. What is null, the Spark pool's own configuration says ({@code spark.sluice.*}).
 *
 * @param server {@code host}, {@code host:port} or {@code host,port}
 * @param user login name, with {@link AuthMethod#SQL} only
 * @param secret where the pool's driver finds the password: {@code file:PATH}, {@code env:NAME} or {@code conf:KEY}. It
 *     is a reference and never the password itself, because a statement can be read by others.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolAddress(
        @Nullable String server,
        @Nullable String database,
        @Nullable AuthMethod auth,
        @Nullable String user,
        @Nullable SecretReference secret) {

    /** The SQL pool that the Spark pool is configured for. */
    public static final PoolAddress CONFIGURED = new PoolAddress(null, null, null, null, null);

    /** Returns the address without how to log in. */
    PoolAddress forRecord() {
        return new PoolAddress(server, database, null, null, null);
    }
}
