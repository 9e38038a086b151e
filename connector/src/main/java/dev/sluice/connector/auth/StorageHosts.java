package dev.sluice.connector.auth;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/**
 * Storage accounts that may be sent a token of the Spark pool's identity: those of Azure by their names, and what the
 * configuration names, which is an account that has this provider as its own and not by a setting for all accounts.
 */
final class StorageHosts {

    private static final String PROVIDER = "fs.azure.account.oauth.provider.type.";

    private static final List<String> AZURE = List.of(
            // Public cloud: accounts, those in a DNS zone, OneLake.
            ".dfs.core.windows.net",
            ".blob.core.windows.net",
            ".storage.azure.net",
            ".fabric.microsoft.com",
            // US Government.
            ".dfs.core.usgovcloudapi.net",
            ".blob.core.usgovcloudapi.net",
            // China.
            ".dfs.core.chinacloudapi.cn",
            ".blob.core.chinacloudapi.cn");

    private StorageHosts() {}

    /**
     * Refuses an account.
     *
     * @param account its host
     * @throws TransferFailedException if nobody has named it
     */
    static void require(Configuration configuration, String account) {
        String host =
                account.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "").replaceFirst("\\.$", "");
        if (AZURE.stream().noneMatch(host::endsWith) && configuration.get(PROVIDER + account) == null) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The storage " + account + " is not sent a token",
                    "Its name is none of Azure's storage, and the Spark session's configuration does not name it",
                    "Check the name. If it is right, set " + PROVIDER + account + " to "
                            + AbfsTokenProvider.class.getName() + " in the Spark session");
        }
    }
}
