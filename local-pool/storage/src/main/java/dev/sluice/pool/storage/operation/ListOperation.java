package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.http.HttpDate;
import dev.sluice.pool.storage.lake.LakeFileSystem;
import dev.sluice.pool.storage.lake.LakePath;
import dev.sluice.pool.storage.lake.ListPage;
import dev.sluice.pool.storage.lake.ListRequest;
import dev.sluice.pool.storage.lake.PathStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /fs?resource=filesystem}: a page of a listing, with a token for the next one in {@code x-ms-continuation}. */
final class ListOperation {

    /** Azure's own limit. */
    private static final int MAX_RESULTS = 5000;

    private ListOperation() {}

    static DfsResponse list(DfsRequest request, LakeFileSystem files) throws IOException {
        ListPage page = files.list(listRequest(request));
        List<Map<String, String>> entries =
                page.entries().stream().map(ListOperation::entry).toList();
        DfsResponse response = DfsResponse.json(200, Map.of("paths", entries));
        return page.next()
                .map(path -> response.with("x-ms-continuation", token(path)))
                .orElse(response);
    }

    private static ListRequest listRequest(DfsRequest request) {
        long wanted = request.parameter("maxResults").isPresent() ? request.requiredNumber("maxResults") : MAX_RESULTS;
        if (wanted < 1) {
            throw DfsRequest.invalidParameter("maxResults", "0", List.of("a number from 1"));
        }
        String token = request.parameter("continuation").orElse("");
        return new ListRequest(
                LakePath.parse(request.parameter("directory").orElse("")),
                request.isTrue("recursive") ? ListRequest.Depth.DESCENDANTS : ListRequest.Depth.CHILDREN,
                (int) Math.min(wanted, MAX_RESULTS),
                token.isEmpty() ? null : path(token));
    }

    private static Map<String, String> entry(PathStatus status) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("name", status.path().toString());
        if (status.isDirectory()) {
            entry.put("isDirectory", "true");
        }
        entry.put("contentLength", Long.toString(status.length()));
        entry.put("etag", status.etag());
        entry.put("lastModified", HttpDate.format(status.modifiedAt()));
        entry.put("owner", status.attributes().owner());
        entry.put("group", status.attributes().group());
        entry.put("permissions", status.attributes().permissions());
        return entry;
    }

    private static String token(LakePath path) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(path.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static LakePath path(String token) {
        try {
            return LakePath.parse(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw DfsError.INVALID_QUERY_PARAMETER.exception(
                    "It is 'continuation'; use the value of x-ms-continuation.");
        }
    }
}
