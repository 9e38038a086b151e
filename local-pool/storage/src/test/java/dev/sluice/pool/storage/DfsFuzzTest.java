package dev.sluice.pool.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.http.ResponseBody;
import dev.sluice.pool.storage.http.UriText;
import dev.sluice.pool.storage.lake.FileSystemName;
import dev.sluice.pool.storage.lake.Lake;
import dev.sluice.pool.storage.operation.Operations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Requests of who has the key of the storage: whatever they ask for, it is in the lake, or refused. */
class DfsFuzzTest {

    private static final int FACTOR = 400;

    private static final String HOST = "\nhost: acct.dfs.core.windows.net";

    private static final List<String> EXAMPLES = List.of(
            "PUT /lake/d/f?resource=file" + HOST + "\nif-none-match: *\nx-ms-permissions: 0777\nx-ms-umask: 0027",
            "PUT /lake/d?resource=directory" + HOST + "\nx-ms-properties: a=Yg==,b=Yw==",
            "PATCH /lake/f?action=append&position=0&flush=true" + HOST
                    + "\ncontent-md5: XUFAKrxLKna5cZ2REBfFkg==\n\nhello",
            "PUT /lake/f?action=flush&position=5&close=true" + HOST + "\nx-http-method-override: PATCH",
            "PATCH /lake/f?action=setAccessControl" + HOST + "\nx-ms-owner: o\nx-ms-acl: user::rwx",
            "GET /lake/f" + HOST + "\nrange: bytes=1-3\nx-ms-range-get-content-md5: true",
            "GET /lake?resource=filesystem&recursive=true&directory=d&maxResults=2&continuation=ZC9m" + HOST,
            "HEAD /lake/f?action=getAccessControl" + HOST,
            "PUT /lake/e/f" + HOST + "\nx-ms-rename-source: /lake/d/f?x=y\nx-ms-source-if-match: \"1\"",
            "DELETE /lake/d?recursive=true" + HOST,
            "PUT /more?resource=filesystem" + HOST,
            "DELETE /lake?restype=container" + HOST,
            "GET /acct/lake/f\nhost: 127.0.0.1",
            "GET /?resource=account" + HOST);

    private static final List<String> WORDS = List.of(
            "..",
            "/",
            "//",
            "%2e%2e",
            "%2f",
            "%00",
            "%",
            "%ff",
            "%c3%bc",
            "\\",
            "?",
            "&",
            "=",
            "#",
            "+",
            ";",
            ":",
            "~",
            "*",
            "_",
            ".sluice",
            "/lake/f",
            "/lake/d",
            "bytes=",
            "-",
            "9223372036854775807",
            "18446744073709551616",
            "resource=",
            "action=",
            "position=",
            "\nx-ms-rename-source: /lake/",
            "\nrange: bytes=",
            "\nif-match: ",
            "PUT ",
            "PATCH ");

    @Provide
    Arbitrary<List<String>> requests() {
        return Mutations.ofText(EXAMPLES, WORDS).list().ofMinSize(1).ofMaxSize(5);
    }

    @Property
    void areAnsweredOrRefusedAndStayInTheLake(@ForAll("requests") List<String> requests) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "fuzz");
        try (Lake lake = Lake.open(Files.createDirectory(folder.resolve("lake")), "acct")) {
            Files.writeString(folder.resolve("outside"), "untouched");
            lake.create(new FileSystemName("lake"));
            Operations operations = new Operations("acct", lake);
            perform(request("PUT /lake/d/f?resource=file" + HOST), operations);
            perform(request("PUT /lake/f?resource=file" + HOST), operations);
            perform(request("PATCH /lake/f?action=append&position=0&flush=true" + HOST + "\n\nhello"), operations);

            for (String text : requests) {
                Memory.bound(text.length(), FACTOR, () -> perform(request(text), operations));
            }

            assertThat(namesIn(folder)).containsExactly("lake", "outside");
            assertThat(namesIn(folder.resolve("lake"))).containsExactly(".sluice", "acct");
            assertThat(folder.resolve("outside")).hasContent("untouched");
        } finally {
            delete(folder);
        }
    }

    private static void perform(DfsRequest request, Operations operations) {
        try {
            DfsResponse response = operations.perform(request);
            assertThat(response.status()).isBetween(200, 206);
            assertThat(response.headers().values()).noneMatch(value -> value.matches("(?s).*[\r\n].*"));
            try (ResponseBody body = response.body()) {
                body.writeTo(OutputStream.nullOutputStream());
            }
        } catch (DfsException e) {
            requireRefusal(e);
        } catch (IOException e) {
            requireRefusal(DiskFailure.translate(e));
        }
    }

    private static void requireRefusal(DfsException refused) {
        assertThat(refused.error()).isNotEqualTo(DfsError.INTERNAL_ERROR);
        assertThat(refused.error().status()).isBetween(304, 501);
    }

    /** A head comes as Latin-1, and one with a control character does not come at all. */
    private static DfsRequest request(String text) {
        String[] parts = new String(text.getBytes(ISO_8859_1), ISO_8859_1).split("\n\n", 2);
        String[] lines = parts[0].split("\n", -1);
        String[] line = lines[0].split(" ", 2);
        String[] uri = (line.length < 2 ? "/" : line[1])
                .replaceAll("[\\p{Cntrl} ]", "")
                .split("\\?", 2);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].replaceAll("[\\p{Cntrl}&&[^\t]]", "").split(":", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header.length < 2 ? "" : header[1].strip());
        }
        byte[] body = parts.length < 2 ? new byte[0] : parts[1].getBytes(ISO_8859_1);
        return new DfsRequest(
                line[0],
                uri[0],
                query(uri.length < 2 ? null : uri[1]),
                headers,
                body.length,
                new ByteArrayInputStream(body));
    }

    private static Map<String, String> query(@Nullable String raw) {
        try {
            return UriText.decodedQuery(raw);
        } catch (DfsException e) {
            assertThat(e.error()).isEqualTo(DfsError.INVALID_URI);
            return Map.of();
        }
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
