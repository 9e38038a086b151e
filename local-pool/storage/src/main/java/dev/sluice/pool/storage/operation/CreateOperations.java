package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.lake.LakePath;
import dev.sluice.pool.storage.lake.PathAttributes;
import dev.sluice.pool.storage.lake.PathStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code PUT /fs/path}: creates a file or directory, or moves one here. */
final class CreateOperations {

    private CreateOperations() {}

    static DfsResponse put(DfsRequest request, Target target) throws IOException {
        return DfsResponse.empty(201)
                .with(PathHeaders.version(put(request, target, request.header("x-ms-rename-source"))));
    }

    private static PathStatus put(DfsRequest request, Target target, Optional<String> renameSource) throws IOException {
        if (renameSource.isPresent()) {
            LakePath source = Address.renameSource(
                    renameSource.get(), target.account(), target.name().text());
            return target.files()
                    .rename(
                            source,
                            PathHeaders.sourceConditions(request),
                            target.path(),
                            PathHeaders.conditions(request));
        }
        String resource = request.parameter("resource").orElse("");
        return switch (resource) {
            case "file" ->
                target.files().createFile(target.path(), PathHeaders.conditions(request), initialAttributes(request));
            case "directory" ->
                target.files()
                        .createDirectory(target.path(), PathHeaders.conditions(request), initialAttributes(request));
            default -> throw DfsRequest.invalidParameter("resource", resource, List.of("file", "directory"));
        };
    }

    private static UnaryOperator<PathAttributes> initialAttributes(DfsRequest request) {
        Optional<String> permissions = request.header("x-ms-permissions")
                .map(given ->
                        Permissions.symbolic(given, request.header("x-ms-umask").orElse("0000")));
        String properties = request.header("x-ms-properties").orElse("");
        return defaults ->
                permissions.map(defaults::withPermissions).orElse(defaults).withProperties(properties);
    }
}
