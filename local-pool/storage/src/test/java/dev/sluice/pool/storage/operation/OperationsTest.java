package dev.sluice.pool.storage.operation;

import static dev.sluice.pool.storage.Requests.request;
import static dev.sluice.pool.storage.Requests.withBody;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pool.storage.error.DfsException;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.lake.FileSystemName;
import dev.sluice.pool.storage.lake.Lake;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperationsTest {

    private final Lake lake;
    private final Operations operations;

    OperationsTest(@TempDir Path folder) throws IOException {
        lake = Lake.open(folder, "acct");
        lake.create(new FileSystemName("lake"));
        operations = new Operations("acct", lake);
    }

    @AfterEach
    void close() throws IOException {
        lake.close();
    }

    @Test
    void writesAndReadsAFile() throws IOException {
        assertThat(perform(request("PUT /lake/d/f?resource=file", "If-None-Match", "*"))
                        .status())
                .isEqualTo(201);
        DfsRequest append =
                withBody("PUT /lake/d/f?action=append&position=0", "hello", "X-HTTP-Method-Override", "PATCH");
        assertThat(perform(append).status()).isEqualTo(202);
        DfsResponse flushed = perform(request("PATCH /lake/d/f?action=flush&position=5&close=true"));
        assertThat(flushed.status()).isEqualTo(200);

        DfsResponse head = perform(request("HEAD /lake/d/f?action=getStatus"));
        assertThat(head.headers())
                .containsEntry("Content-Length", "5")
                .containsEntry("x-ms-resource-type", "file")
                .containsEntry("x-ms-owner", "$superuser")
                .containsEntry("x-ms-permissions", "rw-r--r--")
                .containsEntry("ETag", flushed.headers().get("ETag"));
        DfsResponse read = perform(request("GET /lake/d/f"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(body(read)).isEqualTo("hello");
    }

    /** No signature covers the header, so it must not make another request of one that was signed. */
    @ParameterizedTest
    @CsvSource({"GET, DELETE", "GET, PUT", "HEAD, DELETE", "PUT, DELETE", "PATCH, PUT", "DELETE, GET", "POST, PATCH"})
    void refusesAnotherMethodThanTheOneThatWasSent(String sent, String meant) throws IOException {
        write("f", "hello");
        assertThatThrownBy(() ->
                        perform(request(sent + " /lake/f?action=append&position=0", "x-http-method-override", meant)))
                .isInstanceOf(DfsException.class)
                .hasMessageContaining("x-http-method-override '" + meant + "' of a " + sent
                        + " request: only a PUT can stand for another method, and only for PATCH.");
        assertThat(body(perform(request("GET /lake/f")))).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-1, 206, he, bytes 0-1/5",
        "bytes=3-, 206, lo, bytes 3-4/5",
        "bytes=4-99, 206, o, bytes 4-4/5",
        "bytes=-2, 200, hello, ",
        "bytes=0-1;3-4, 200, hello, ",
        "bytes=3-1, 200, hello, ",
        "lines=1-2, 200, hello, "
    })
    void readsTheRangeThatIsAsked(String range, int status, String content, String contentRange) throws IOException {
        write("f", "hello");
        DfsResponse response = perform(request("GET /lake/f", "Range", range));
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().get("Content-Range")).isEqualTo(contentRange);
        assertThat(body(response)).isEqualTo(content);
    }

    @Test
    void prefersTheRangeOfAzure() throws IOException {
        write("f", "hello");
        assertThat(body(perform(request("GET /lake/f", "Range", "bytes=0-0", "x-ms-range", "bytes=1-1"))))
                .isEqualTo("e");
    }

    @Test
    void givesTheChecksumOfARange() throws IOException {
        write("f", "hello");
        DfsResponse response =
                perform(request("GET /lake/f", "Range", "bytes=0-4", "x-ms-range-get-content-md5", "true"));
        assertThat(response.headers()).containsEntry("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(body(response)).isEqualTo("hello");
    }

    @Test
    void checksTheChecksumOfAnAppend() throws IOException {
        perform(request("PUT /lake/f?resource=file"));
        assertRefused(
                withBody("PATCH /lake/f?action=append&position=0", "hellO", "Content-MD5", "XUFAKrxLKna5cZ2REBfFkg=="),
                400,
                "Md5Mismatch",
                "The MD5 value specified in the request did not match with the MD5 value calculated by the server. The header"
                        + " says XUFAKrxLKna5cZ2REBfFkg==, the body has BmEsDZxz1HpwQq/XAk18gg==.");
        perform(withBody(
                "PATCH /lake/f?action=append&position=0&flush=true",
                "hello",
                "Content-MD5",
                "XUFAKrxLKna5cZ2REBfFkg=="));
        assertThat(body(perform(request("GET /lake/f")))).isEqualTo("hello");
    }

    @Test
    void refusesABodyThatIsShorterThanAnnounced() throws IOException {
        perform(request("PUT /lake/f?resource=file"));
        DfsRequest whole = request("PATCH /lake/f?action=append&position=0");
        DfsRequest torn = new DfsRequest(
                whole.verb(),
                whole.rawPath(),
                whole.query(),
                whole.headers(),
                6,
                new ByteArrayInputStream("hello".getBytes(UTF_8)));
        assertRefused(
                torn,
                400,
                "InvalidInput",
                "The body of the request ended before all of its bytes came. 5 of 6 bytes came.");
        assertThatThrownBy(() -> perform(request("PATCH /lake/f?action=flush&position=5")))
                .isInstanceOf(DfsException.class);
    }

    @Test
    void takesABodyInChunks() throws IOException {
        perform(request("PUT /lake/f?resource=file"));
        DfsRequest known = request("PATCH /lake/f?action=append&position=0&flush=true");
        perform(new DfsRequest(
                known.verb(),
                known.rawPath(),
                known.query(),
                known.headers(),
                -1,
                new ByteArrayInputStream("hello".getBytes(UTF_8))));
        assertThat(body(perform(request("GET /lake/f")))).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /lake/src/f
                    /lake/src/f?sig=secret
                    /acct/lake/src/f
                    /lake/%73rc/f
                    """)
    void renames(String source) throws IOException {
        write("src/f", "hello");
        DfsResponse response = perform(request("PUT /lake/g", "x-ms-rename-source", source, "If-None-Match", "*"));
        assertThat(response.status()).isEqualTo(201);
        assertThat(body(perform(request("GET /lake/g")))).isEqualTo("hello");
    }

    @Test
    void renamesNamesWithEverySpecialCharacter() throws IOException {
        write("k%3Dv%20x/%2541%2B%C3%BC%3F%23", "hello");
        perform(request("PUT /lake/g", "x-ms-rename-source", "/lake/k%3Dv%20x/%2541%2B%C3%BC%3F%23"));
        perform(request("PUT /lake/%2B%20+", "x-ms-rename-source", "/lake/g"));
        JsonNode paths = json(perform(request("GET /lake?resource=filesystem&recursive=true")))
                .get("paths");
        assertThat(paths.findValuesAsText("name")).containsExactly("+ +", "k=v x");
    }

    @Test
    void listsWithTokens() throws IOException {
        for (String name : new String[] {"a", "b", "c%C3%BC"}) {
            write("d/" + name, "x");
        }
        String uri = "GET /lake?resource=filesystem&directory=/d/&recursive=false&maxResults=2";
        DfsResponse first = perform(request(uri));
        String token = first.headers().get("x-ms-continuation");
        assertThat(json(first).get("paths").findValuesAsText("name")).containsExactly("d/a", "d/b");
        DfsResponse second = perform(request(uri + "&continuation=" + token));
        JsonNode entry = json(second).get("paths").get(0);
        assertThat(entry.get("name").asText()).isEqualTo("d/cü");
        assertThat(entry.get("contentLength").asText()).isEqualTo("1");
        assertThat(entry.has("isDirectory")).isFalse();
        assertThat(second.headers()).doesNotContainKey("x-ms-continuation");
        JsonNode directory = json(perform(request("GET /lake?resource=filesystem&directory=&recursive=false")))
                .get("paths")
                .get(0);
        assertThat(directory.get("isDirectory").asText()).isEqualTo("true");
    }

    @Test
    void findsTheAccountInTheHostOrInThePath() throws IOException {
        write("f", "hello");
        assertThat(body(perform(request("GET /acct/lake/f", "Host", "127.0.0.1:4711"))))
                .isEqualTo("hello");
        assertRefused(
                request("GET /other/lake/f", "Host", "127.0.0.1:4711"),
                400,
                "InvalidUri",
                "The request URI is invalid. The account of this storage is 'acct'; its paths begin with '/acct/' or its host"
                        + " name with 'acct.'.");
    }

    @Test
    void managesFileSystems() throws IOException {
        assertThat(perform(request("PUT /second?resource=filesystem", "x-ms-properties", "k=dg=="))
                        .status())
                .isEqualTo(201);
        assertThat(perform(request("HEAD /second?resource=filesystem")).headers())
                .containsEntry("x-ms-properties", "k=dg==")
                .containsEntry("x-ms-namespace-enabled", "true");
        perform(request("PATCH /second?resource=filesystem", "x-ms-properties", "k=dw=="));
        assertThat(perform(request("HEAD /second?restype=container")).headers())
                .containsEntry("x-ms-properties", "k=dw==");
        assertThat(json(perform(request("GET /?resource=account")))
                        .get("filesystems")
                        .findValuesAsText("name"))
                .containsExactly("lake", "second");
        assertThat(perform(request("DELETE /second?resource=filesystem")).status())
                .isEqualTo(202);
        assertRefused(
                request("HEAD /second?resource=filesystem"),
                404,
                "FilesystemNotFound",
                "The specified filesystem does not exist.");
    }

    @Test
    void keepsAttributes() throws IOException {
        perform(request(
                "PUT /lake/f?resource=file",
                "x-ms-permissions",
                "0777",
                "x-ms-umask",
                "0027",
                "x-ms-properties",
                "a=Yg=="));
        assertThat(perform(request("HEAD /lake/f")).headers())
                .containsEntry("x-ms-permissions", "rwxr-x---")
                .containsEntry("x-ms-properties", "a=Yg==");
        perform(request(
                "PATCH /lake/f?action=setAccessControl",
                "x-ms-owner",
                "ann",
                "x-ms-group",
                "users",
                "x-ms-permissions",
                "rw-r-----"));
        perform(request("PATCH /lake/f?action=setProperties", "x-ms-properties", "a=Yw=="));
        assertThat(perform(request("HEAD /lake/f?action=getAccessControl")).headers())
                .containsEntry("x-ms-owner", "ann")
                .containsEntry("x-ms-group", "users")
                .containsEntry("x-ms-acl", "user::rw-,group::r--,other::---");
        perform(request("PATCH /lake/f?action=setAccessControl", "x-ms-acl", "user::rwx,group::---,other::---"));
        assertThat(perform(request("HEAD /lake/f?action=getAccessControl")).headers())
                .containsEntry("x-ms-acl", "user::rwx,group::---,other::---");
        assertThat(perform(request("HEAD /lake/f?action=checkAccess&fsAction=rwx"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void deletes() throws IOException {
        write("d/f", "x");
        assertRefused(
                request("DELETE /lake/d?recursive=false"),
                409,
                "DirectoryNotEmpty",
                "The recursive query parameter value must be true to delete a non-empty directory.");
        assertThat(perform(request("DELETE /lake/d?recursive=true")).status()).isEqualTo(200);
        assertRefused(request("HEAD /lake/d"), 404, "PathNotFound", "The specified path does not exist.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET /lake/%2e%2e/x                                  |400|InvalidUri                   |The request URI is invalid. A path must not hold '..'.
                    GET /lake/a%2f..%2f..%2fx                           |400|InvalidUri                   |The request URI is invalid. A path must not hold '..'.
                    GET /lake/a%00                                      |400|InvalidUri                   |The request URI is invalid. A name must not hold a slash or a NUL character.
                    GET /..%2f..%2fetc/passwd                           |400|InvalidUri                   |The request URI is invalid. A path must not hold '..'.
                    GET /..                                             |400|InvalidResourceName          |The specified resource name contains invalid characters. The file system is '..'; a name has 3 to 63 lower-case letters, digits and single hyphens.
                    GET /lake?resource=filesystem&directory=../other    |400|InvalidUri                   |The request URI is invalid. A path must not hold '..'.
                    GET /lake?resource=filesystem&maxResults=0          |400|InvalidQueryParameterValue   |Value for one of the query parameters specified in the URI is invalid. It is 'maxResults' with '0'; allowed: a number from 1.
                    GET /lake?resource=filesystem&maxResults=x          |400|InvalidQueryParameterValue   |Value for one of the query parameters specified in the URI is invalid. It is 'maxResults' with 'x'; allowed: a number from 0.
                    GET /lake?resource=filesystem&continuation=!        |400|InvalidQueryParameterValue   |Value for one of the query parameters specified in the URI is invalid. It is 'continuation'; use the value of x-ms-continuation.
                    GET /nothing/f                                      |404|FilesystemNotFound           |The specified filesystem does not exist.
                    GET /                                               |400|UnsupportedOperation         |The operation is not supported on this resource. The URI names no file system.
                    PUT /lake/f?resource=queue                          |400|InvalidQueryParameterValue   |Value for one of the query parameters specified in the URI is invalid. It is 'resource' with 'queue'; allowed: file, directory.
                    PATCH /lake/f?action=shout                          |400|InvalidQueryParameterValue   |Value for one of the query parameters specified in the URI is invalid. It is 'action' with 'shout'; allowed: append, flush, setAccessControl, setProperties.
                    PATCH /lake/f?action=append                         |400|MissingRequiredQueryParameter|A query parameter that's mandatory for this request is not specified. It is 'position'.
                    PATCH /lake/f?action=append&position=-1             |400|InvalidQueryParameterValue   |Value for one of the query parameters specified in the URI is invalid. It is 'position' with '-1'; allowed: a number from 0.
                    PATCH /lake/f?action=append&position=0              |404|PathNotFound                 |The specified path does not exist.
                    PATCH /lake/f?action=setAccessControlRecursive      |501|NotImplemented               |The local storage does not implement the requested operation. It is 'setAccessControlRecursive'.
                    HEAD /lake?action=dance                             |400|InvalidQueryParameterValue   |Value for one of the query parameters specified in the URI is invalid. It is 'action' with 'dance'; allowed: getAccessControl, checkAccess, getStatus.
                    POST /lake/f                                        |501|NotImplemented               |The local storage does not implement the requested operation. It is a lease.
                    BREW /lake/f                                        |405|UnsupportedHttpVerb          |The resource doesn't support the specified HTTP verb.
                    POST /lake?resource=filesystem                      |405|UnsupportedHttpVerb          |The resource doesn't support the specified HTTP verb.
                    """)
    void refusesWhatMakesNoSense(String line, int status, String code, String message) {
        assertRefused(request(line.strip()), status, code.strip(), message.strip());
    }

    /** Found by a fuzzer: a path of 10,000 names took 1.6 GB, and the system's refusal was an error of the server. */
    @Test
    void refusesAPathThatIsTooLong() {
        assertRefused(
                request("PUT /lake/" + "a/".repeat(10_000) + "f?resource=file"),
                400,
                "InvalidUri",
                "The request URI is invalid. A path of the local storage has at most 4096 characters.");
    }

    @Test
    void refusesAReadBeyondTheEnd() throws IOException {
        write("f", "hello");
        assertRefused(
                request("GET /lake/f", "Range", "bytes=5-9"),
                416,
                "InvalidRange",
                "The range specified is invalid for the current size of the resource. The file has 5 bytes, the range begins"
                        + " at 5.");
    }

    @Test
    void refusesTheChecksumOfALongRange() throws IOException {
        write("f", "x".repeat(4 * 1024 * 1024 + 1));
        assertRefused(
                request("GET /lake/f", "Range", "bytes=0-", "x-ms-range-get-content-md5", "true"),
                400,
                "InvalidHeaderValue",
                "The value for one of the HTTP headers is not in the correct format. x-ms-range-get-content-md5 takes ranges"
                        + " of up to 4194304 bytes, this one has 4194305.");
    }

    @Test
    void deletesAnEmptyDirectoryWithoutRecursion() throws IOException {
        perform(request("PUT /lake/d?resource=directory"));
        assertThat(perform(request("DELETE /lake/d")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"rwx, x-ms-permissions", "0888, x-ms-permissions"})
    void refusesPermissionsThatAreNone(String permissions, String header) {
        assertRefused(
                request("PUT /lake/f?resource=file", header, permissions),
                400,
                "InvalidHeaderValue",
                "The value for one of the HTTP headers is not in the correct format. x-ms-permissions is '"
                        + permissions + "'; use a form such as rwxr-x--- or 0750.");
    }

    @Test
    void refusesARenameOverFileSystems() {
        assertRefused(
                request("PUT /lake/f", "x-ms-rename-source", "/other/f"),
                400,
                "InvalidHeaderValue",
                "The value for one of the HTTP headers is not in the correct format. x-ms-rename-source '/other/f' must name"
                        + " a path of file system 'lake'.");
    }

    private void write(String encodedPath, String content) throws IOException {
        perform(request("PUT /lake/" + encodedPath + "?resource=file"));
        perform(withBody("PATCH /lake/" + encodedPath + "?action=append&position=0&flush=true", content));
    }

    private DfsResponse perform(DfsRequest request) throws IOException {
        return operations.perform(request);
    }

    private void assertRefused(DfsRequest request, int status, String code, String message) {
        assertThatThrownBy(() -> perform(request))
                .isInstanceOfSatisfying(
                        DfsException.class,
                        e -> assertThat(Map.of(e.error().status(), e.error().code()))
                                .isEqualTo(Map.of(status, code)))
                .hasMessage(message);
    }

    private static JsonNode json(DfsResponse response) throws IOException {
        return new ObjectMapper().readTree(body(response));
    }

    private static String body(DfsResponse response) throws IOException {
        try (var body = response.body()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            body.writeTo(out);
            assertThat(out.size()).isEqualTo(Math.toIntExact(body.length()));
            return out.toString(UTF_8);
        }
    }
}
