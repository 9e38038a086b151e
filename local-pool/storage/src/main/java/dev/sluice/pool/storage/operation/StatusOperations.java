package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.lake.PathStatus;
import java.io.IOException;
import java.util.List;

/** {@code HEAD /fs/path}: what is at a path. */
final class StatusOperations {

    private StatusOperations() {}

    static DfsResponse head(DfsRequest request, Target target) throws IOException {
        PathStatus status = target.files().status(target.path(), PathHeaders.conditions(request));
        DfsResponse found = DfsResponse.empty(200).with(PathHeaders.system(status));
        String action = request.parameter("action").orElse("");
        return switch (action) {
            // The driver asks this of the root to learn whether the namespace is hierarchical: it is, as there is an
            // answer.
            case "getAccessControl" ->
                found.with("x-ms-acl", status.attributes().accessControlList());
            case "checkAccess" -> DfsResponse.empty(200);
            case "getStatus" -> withLength(found, status);
            case "" ->
                withLength(found, status)
                        .with("x-ms-properties", status.attributes().properties());
            default ->
                throw DfsRequest.invalidParameter(
                        "action", action, List.of("getAccessControl", "checkAccess", "getStatus"));
        };
    }

    private static DfsResponse withLength(DfsResponse response, PathStatus status) {
        return response.with("Content-Length", Long.toString(status.length()))
                .with("Content-Type", "application/octet-stream");
    }
}
