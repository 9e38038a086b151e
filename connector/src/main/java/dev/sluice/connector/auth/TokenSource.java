package dev.sluice.connector.auth;

/** Gives tokens for a resource. */
@FunctionalInterface
public interface TokenSource {

    /** What a SQL pool's tokens are for. */
    String SQL_RESOURCE = "https://database.windows.net/";

    /** What a storage account's tokens are for. */
    String STORAGE_RESOURCE = "https://storage.azure.com/";

    /**
     * Returns a token that is valid for some minutes at least.
     *
     * @throws dev.sluice.connector.failure.TransferFailedException if there is no identity, or it gives no token
     */
    AccessToken token(String resource);
}
