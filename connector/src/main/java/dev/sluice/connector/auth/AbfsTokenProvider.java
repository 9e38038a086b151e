package dev.sluice.connector.auth;

import dev.sluice.connector.failure.TransferFailedException;
import java.io.IOException;
import java.time.Clock;
import java.util.Date;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.azurebfs.extensions.CustomTokenProviderAdaptee;
import org.jspecify.annotations.Nullable;

/**
 * Gives the ABFS driver tokens of the process's own identity. Hadoop makes it by name, for
 * {@code fs.azure.account.oauth.provider.type.<account host>}.
 */
public final class AbfsTokenProvider implements CustomTokenProviderAdaptee {

    private final TokenSource identity = new ManagedIdentity(System.getenv(), Clock.systemUTC());
    private @Nullable AccessToken last;

    /**
     * Takes over a storage account. The environment says all there is to know of the identity.
     *
     * @throws IOException if the account's host is none that may have a token
     */
    @Override
    public void initialize(Configuration configuration, String accountName) throws IOException {
        try {
            StorageHosts.require(configuration, accountName);
        } catch (TransferFailedException e) {
            throw new IOException(e.failure().what() + ": " + e.failure().why(), e);
        }
    }

    /**
     * Returns a token for the storage.
     *
     * @throws IOException if the identity gives none
     */
    @Override
    public synchronized String getAccessToken() throws IOException {
        try {
            AccessToken token = identity.token(TokenSource.STORAGE_RESOURCE);
            last = token;
            return token.text();
        } catch (TransferFailedException e) {
            throw new IOException(e.failure().what() + ": " + e.failure().why(), e);
        }
    }

    @Override
    public synchronized Date getExpiryTime() {
        return Date.from(last == null ? Clock.systemUTC().instant() : last.expiry());
    }
}
