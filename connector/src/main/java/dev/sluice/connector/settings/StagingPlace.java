package dev.sluice.connector.settings;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The folder that transfers stage under, and how the SQL pool reaches it.
 *
 * @param root folder, without a slash at its end
 * @param dataSource external data source of the database to go through, or null to make one for each transfer
 * @param credential database scoped credential of a data source that is made, or null for the caller's own identity
 */
public record StagingPlace(
        URI root, @Nullable String dataSource, @Nullable String credential) {

    /**
     * Makes a place.
     *
     * @throws TransferFailedException if the folder is no absolute URI
     */
    static StagingPlace of(String folder, @Nullable String dataSource, @Nullable String credential) {
        String bare = folder.strip();
        while (bare.endsWith("/")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        try {
            URI root = new URI(bare);
            if (root.getScheme() != null && root.getRawPath() != null) {
                return new StagingPlace(root, dataSource, credential);
            }
        } catch (URISyntaxException e) {
            throw notAFolder(folder);
        }
        throw notAFolder(folder);
    }

    private static TransferFailedException notAFolder(String folder) {
        return TransferFailedException.of(
                ErrorCode.INVALID_REQUEST,
                "Invalid staging folder '" + folder + "'",
                "It is not a folder of an ADLS Gen2 account",
                "Write it as abfss://container@account.dfs.core.windows.net/folder");
    }
}
