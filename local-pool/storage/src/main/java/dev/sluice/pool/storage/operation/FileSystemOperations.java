package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.lake.Conditions;
import dev.sluice.pool.storage.lake.FileSystemName;
import dev.sluice.pool.storage.lake.Lake;
import dev.sluice.pool.storage.lake.LakeFileSystem;
import dev.sluice.pool.storage.lake.LakePath;
import dev.sluice.pool.storage.lake.PathAttributes;
import dev.sluice.pool.storage.lake.PathStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Operations on the account and on whole file systems. */
final class FileSystemOperations {

    private final Lake lake;

    FileSystemOperations(Lake lake) {
        this.lake = lake;
    }

    DfsResponse ofAccount(DfsRequest request) throws IOException {
        if (!request.method().equals("GET")
                || request.parameter("resource").filter("account"::equals).isEmpty()) {
            throw DfsError.UNSUPPORTED_OPERATION.exception("The URI names no file system.");
        }
        List<Map<String, String>> names = lake.fileSystems().stream()
                .map(name -> Map.of("name", name.text()))
                .toList();
        return DfsResponse.json(200, Map.of("filesystems", names));
    }

    DfsResponse perform(DfsRequest request, FileSystemName name) throws IOException {
        return switch (request.method()) {
            case "PUT" -> create(request, name);
            case "HEAD" -> head(name);
            case "PATCH" -> changeProperties(request, name);
            case "DELETE" -> delete(name);
            case "GET" -> ListOperation.list(request, lake.fileSystem(name));
            default -> throw DfsError.UNSUPPORTED_VERB.exception();
        };
    }

    private DfsResponse create(DfsRequest request, FileSystemName name) throws IOException {
        LakeFileSystem created = lake.create(name);
        PathStatus root = created.change(LakePath.ROOT, Conditions.NONE, properties(request));
        return DfsResponse.empty(201).with(PathHeaders.version(root));
    }

    private DfsResponse head(FileSystemName name) throws IOException {
        PathStatus root = lake.fileSystem(name).status(LakePath.ROOT, Conditions.NONE);
        return DfsResponse.empty(200)
                .with(PathHeaders.version(root))
                .with("x-ms-namespace-enabled", "true")
                .with("x-ms-properties", root.attributes().properties());
    }

    private DfsResponse changeProperties(DfsRequest request, FileSystemName name) throws IOException {
        PathStatus root =
                lake.fileSystem(name).change(LakePath.ROOT, PathHeaders.conditions(request), properties(request));
        return DfsResponse.empty(200).with(PathHeaders.version(root));
    }

    private DfsResponse delete(FileSystemName name) throws IOException {
        lake.delete(name);
        return DfsResponse.empty(202);
    }

    private static UnaryOperator<PathAttributes> properties(DfsRequest request) {
        String properties = request.header("x-ms-properties").orElse("");
        return attributes -> attributes.withProperties(properties);
    }
}
