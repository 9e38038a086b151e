package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import java.io.IOException;

/** {@code DELETE /fs/path}. */
final class DeleteOperation {

    private DeleteOperation() {}

    static DfsResponse delete(DfsRequest request, Target target) throws IOException {
        if (request.isTrue("recursive")) {
            target.files().deleteRecursively(target.path(), PathHeaders.conditions(request));
        } else {
            target.files().delete(target.path(), PathHeaders.conditions(request));
        }
        return DfsResponse.empty(200);
    }
}
