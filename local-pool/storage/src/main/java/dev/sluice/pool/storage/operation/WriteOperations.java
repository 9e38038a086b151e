package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.lake.PathAttributes;
import dev.sluice.pool.storage.lake.PathStatus;
import dev.sluice.pool.storage.lake.UncommittedData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code PATCH /fs/path}: appends to a file, makes appended bytes visible, changes attributes. */
final class WriteOperations {

    /** Azure's limit for one append is 4000 MiB; the driver sends 8 MiB and at most 100 MiB. */
    static final long MAX_BODY_BYTES = 4000L * 1024 * 1024;

    private WriteOperations() {}

    static DfsResponse patch(DfsRequest request, Target target) throws IOException {
        String action = request.parameter("action").orElse("");
        return switch (action) {
            case "append" -> append(request, target);
            case "flush" -> changed(flush(request, target, request.requiredNumber("position")));
            case "setAccessControl" ->
                changed(target.files().change(target.path(), PathHeaders.conditions(request), accessControl(request)));
            case "setProperties" ->
                changed(target.files().change(target.path(), PathHeaders.conditions(request), properties(request)));
            case "setAccessControlRecursive" -> throw DfsError.NOT_IMPLEMENTED.exception("It is '" + action + "'.");
            default ->
                throw DfsRequest.invalidParameter(
                        "action", action, List.of("append", "flush", "setAccessControl", "setProperties"));
        };
    }

    private static DfsResponse append(DfsRequest request, Target target) throws IOException {
        if (request.contentLength() > MAX_BODY_BYTES) {
            throw DfsError.REQUEST_BODY_TOO_LARGE.exception("It has " + request.contentLength() + " bytes.");
        }
        long position = request.requiredNumber("position");
        // Not closed here: the body belongs to the connection, which reads what is left of it.
        long count = target.files().append(target.path(), position, CheckedBody.of(request));
        DfsResponse response = DfsResponse.empty(202).with("x-ms-request-server-encrypted", "false");
        return request.isTrue("flush")
                ? response.with(PathHeaders.version(flush(request, target, position + count)))
                : response;
    }

    private static PathStatus flush(DfsRequest request, Target target, long length) throws IOException {
        return target.files()
                .flush(
                        target.path(),
                        length,
                        request.isTrue("retainUncommittedData") ? UncommittedData.KEPT : UncommittedData.DROPPED,
                        PathHeaders.conditions(request));
    }

    private static UnaryOperator<PathAttributes> accessControl(DfsRequest request) {
        Optional<String> owner = request.header("x-ms-owner");
        Optional<String> group = request.header("x-ms-group");
        Optional<String> permissions = request.header("x-ms-permissions").map(Permissions::symbolic);
        Optional<String> acl = request.header("x-ms-acl");
        return before -> {
            PathAttributes after = owner.map(before::withOwner).orElse(before);
            after = group.map(after::withGroup).orElse(after);
            after = permissions.map(after::withPermissions).orElse(after);
            return acl.map(after::withAcl).orElse(after);
        };
    }

    private static UnaryOperator<PathAttributes> properties(DfsRequest request) {
        String properties = request.header("x-ms-properties").orElse("");
        return before -> before.withProperties(properties);
    }

    private static DfsResponse changed(PathStatus status) {
        return DfsResponse.empty(200).with(PathHeaders.version(status));
    }
}
