package dev.sluice.pool.supervisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a foreign client needs to connect to the local pool, and what a script needs to check that nothing is left.
 *
 * @param state {@code up} if all services run, {@code down} if no process is left, {@code partial} otherwise
 * @param livy null while the Livy server does not run; likewise the others
 * @param processes every process that belongs to the pool, sessions included
 * @param deaths the services that died since the pool was started, whether they run again or not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolStatus(
        String state,
        @Nullable Livy livy,
        @Nullable SqlPool sqlPool,
        @Nullable Storage storage,
        @Nullable Tokens tokens,
        String dataFolder,
        List<PoolProcess> processes,
        List<Death> deaths) {

    public PoolStatus {
        processes = List.copyOf(processes);
        deaths = List.copyOf(deaths);
    }

    /**
     * The Livy server. It takes HTTP Basic, and changes only with the header {@code X-Requested-By}.
     *
     * @param passwordFile file whose content is the password of {@code user}
     */
    public record Livy(String url, String user, String passwordFile) {}

    /**
     * The SQL pool.
     *
     * @param passwordFile file whose content is the password of {@code user}
     * @param certificateFile PEM file of the certificate to trust
     */
    public record SqlPool(
            String host, int port, String database, String user, String passwordFile, String certificateFile) {}

    /**
     * The storage.
     *
     * @param endpoint URL of the DFS endpoint, which stands in for {@code https://<account>.dfs.core.windows.net}
     * @param keyFile file whose content is the account key in base64
     */
    public record Storage(String account, String container, String endpoint, String keyFile, String certificateFile) {}

    /**
     * The token service.
     *
     * @param endpoint URL that takes OAuth 2.0 client credentials
     * @param clientId client to ask as
     * @param clientSecretFile file whose content is the client's secret
     */
    public record Tokens(String endpoint, String clientId, String clientSecretFile, String certificateFile) {}

    /**
     * A service that ended without having been told to.
     *
     * @param at when it was noticed, an instant as ISO 8601 writes it
     * @param log what it had written
     */
    public record Death(String service, long pid, String at, String log) {}

    /** A process of the pool. */
    public record PoolProcess(String name, long pid) {}
}
