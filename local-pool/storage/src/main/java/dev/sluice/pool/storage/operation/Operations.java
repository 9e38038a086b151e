package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.lake.FileSystemName;
import dev.sluice.pool.storage.lake.Lake;
import java.io.IOException;

/**
 * The operations of the endpoint on one account, found by method, parameters and headers.
 *
 * <pre>
 * /                       GET ?resource=account
 * /fs?resource=filesystem PUT HEAD PATCH DELETE GET(list)
 * /fs/path                HEAD GET DELETE · PUT ?resource=file|directory · PUT x-ms-rename-source
 *                         PATCH ?action=append|flush|setAccessControl|setProperties
 * </pre>
 */
public final class Operations {

    private final String account;
    private final Lake lake;
    private final FileSystemOperations fileSystems;

    /**
     * Serves a lake.
     *
     * @param account name of the account, as hosts and paths have it
     */
    public Operations(String account, Lake lake) {
        this.account = account;
        this.lake = lake;
        this.fileSystems = new FileSystemOperations(lake);
    }

    /**
     * Performs a request that may be performed.
     *
     * @throws dev.sluice.pool.storage.error.DfsException if it is refused
     */
    public DfsResponse perform(DfsRequest request) throws IOException {
        Address address = Address.of(request, account);
        if (address.fileSystem().isEmpty()) {
            return fileSystems.ofAccount(request);
        }
        FileSystemName name = new FileSystemName(address.fileSystem());
        if (address.path().isRoot() && isOnFileSystem(request)) {
            return fileSystems.perform(request, name);
        }
        Target target = new Target(account, name, lake.fileSystem(name), address.path());
        return switch (request.method()) {
            case "HEAD" -> StatusOperations.head(request, target);
            case "GET" -> ReadOperation.read(request, target);
            case "DELETE" -> DeleteOperation.delete(request, target);
            case "PUT" -> CreateOperations.put(request, target);
            case "PATCH" -> WriteOperations.patch(request, target);
            case "POST" -> throw DfsError.NOT_IMPLEMENTED.exception("It is a lease.");
            default -> throw DfsError.UNSUPPORTED_VERB.exception();
        };
    }

    private static boolean isOnFileSystem(DfsRequest request) {
        return request.parameter("resource").filter("filesystem"::equals).isPresent()
                || request.parameter("restype").filter("container"::equals).isPresent();
    }
}
