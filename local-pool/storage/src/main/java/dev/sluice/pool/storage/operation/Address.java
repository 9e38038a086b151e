package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.UriText;
import dev.sluice.pool.storage.lake.LakePath;

/**
 * What a URI addresses. Two forms lead here:
 *
 * <pre>
 * https://ACCOUNT.dfs.core.windows.net/FILESYSTEM/PATH     the host names the account
 * https://127.0.0.1:PORT/ACCOUNT/FILESYSTEM/PATH           the ABFS driver with fs.azure.abfs.endpoint
 * </pre>
 *
 * @param fileSystem name of the file system, empty for the account itself
 * @param path path in the file system
 */
record Address(String fileSystem, LakePath path) {

    /** @throws dev.sluice.pool.storage.error.DfsException InvalidUri */
    static Address of(DfsRequest request, String account) {
        String path = UriText.decodedPath(request.rawPath());
        if (request.header("host").orElse("").startsWith(account + ".")) {
            return inAccount(path);
        }
        String accountPrefix = "/" + account;
        if (!path.equals(accountPrefix) && !path.startsWith(accountPrefix + "/")) {
            throw DfsError.INVALID_URI.exception("The account of this storage is '" + account
                    + "'; its paths begin with '/" + account + "/' or its host name with '" + account + ".'.");
        }
        return inAccount(path.substring(accountPrefix.length()));
    }

    /**
     * Reads the header of a rename, {@code /FILESYSTEM/PATH[?query]}, in which the ABFS driver puts the account first where
     * it does so in URIs.
     *
     * @param fileSystem the file system of the target, which must be the source's
     * @throws dev.sluice.pool.storage.error.DfsException InvalidHeaderValue
     */
    static LakePath renameSource(String header, String account, String fileSystem) {
        int query = header.indexOf('?');
        String path = UriText.decodedPath(query < 0 ? header : header.substring(0, query));
        for (String prefix : new String[] {"/" + fileSystem + "/", "/" + account + "/" + fileSystem + "/"}) {
            if (path.startsWith(prefix)) {
                return LakePath.parse(path.substring(prefix.length()));
            }
        }
        throw DfsError.INVALID_HEADER.exception(
                "x-ms-rename-source '" + header + "' must name a path of file system '" + fileSystem + "'.");
    }

    private static Address inAccount(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        int slash = relative.indexOf('/');
        return slash < 0
                ? new Address(relative, LakePath.ROOT)
                : new Address(relative.substring(0, slash), LakePath.parse(relative.substring(slash + 1)));
    }
}
