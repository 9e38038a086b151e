package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.rest.LivyClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody else on the machine gets of a pool that runs and has a session: nothing. */
@ExtendWith(SharedPool.class)
class OtherUserIT {

    private static final Pattern PORT = Pattern.compile("port (\\d+)");

    private static TestPool pool;
    private static PoolUrl url;
    private static Notebook notebook;
    private static OtherUser somebody;

    @BeforeAll
    static void startSession(TestPool shared) throws IOException {
        pool = shared;
        url = new PoolUrl(pool);
        notebook = Notebook.on(pool);
        notebook.run("rows = spark.range(3)");
        notebook.run("%%sqlpool write rows -> dbo.Private --mode overwrite");
        somebody = OtherUser.laidOut();
    }

    @AfterAll
    static void end() throws IOException {
        notebook.close();
        somebody.remove();
    }

    @Test
    void entersNoFolderOfThePool() throws Exception {
        assertThat(mode(pool.layout().home())).isEqualTo("rwx------");
        assertThat(mode(pool.layout().state())).isEqualTo("rwx------");
        assertThat(secretFiles())
                .hasSizeGreaterThan(6)
                .allSatisfy((file, content) ->
                        assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------"));
        if (OtherUser.isAnother()) {
            List<Path> inside = new ArrayList<>(List.of(
                    pool.layout().home(),
                    pool.layout().lake(),
                    pool.layout().databases().resolve("sqlpool.duckdb"),
                    pool.layout().logs().resolve("livy.log"),
                    pool.layout().temporary()));
            inside.addAll(secretFiles().keySet());
            // Linux shows the environment of a process there, and Livy's holds what asks for tokens.
            pool.status().processes().stream()
                    .map(process -> Path.of("/proc", Long.toString(process.pid()), "environ"))
                    .filter(Files::exists)
                    .forEach(inside::add);
            assertThat(inside).allMatch(Files::exists);

            List<String> tried =
                    somebody.tries(inside.stream().map(path -> "read " + path).toList());

            assertThat(tried)
                    .allSatisfy(line -> assertThat(line).contains(": failed: java.nio.file.AccessDeniedException: "));
        }
    }

    @Test
    void closesFolderThatAnOlderSluiceLeftOpen() throws IOException {
        Files.setPosixFilePermissions(pool.layout().home(), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(pool.upSaying()).containsExactly("The local pool was up already");

        assertThat(mode(pool.layout().home())).isEqualTo("rwx------");
    }

    @Test
    void getsNothingOfLivyWithoutTheLogin() throws Exception {
        int port = url.livy().getPort();
        List<String> requests = new ArrayList<>();
        String guessed = Base64.getEncoder().encodeToString("sluice:guess".getBytes(StandardCharsets.UTF_8));
        for (String login : List.of("", "Authorization: Basic " + guessed + "\\n")) {
            for (String path : List.of(
                    "/",
                    "/sessions",
                    "/sessions/0/statements",
                    "/batches",
                    "/version",
                    "/ui",
                    "/static/js/all-sessions.js",
                    "/metrics",
                    "/metrics/threads")) {
                requests.add("GET " + path + " HTTP/1.1\\nHost: 127.0.0.1:" + port + "\\n" + login
                        + "Connection: close\\n\\n");
            }
            for (String type : List.of("application/json", "text/plain")) {
                requests.add("POST /sessions HTTP/1.1\\nHost: 127.0.0.1:" + port + "\\nX-Requested-By: me\\n" + login
                        + "Content-Type: " + type + "\\nContent-Length: 2\\nConnection: close\\n\\n{}");
            }
        }
        List<LivySession> before = sessions();

        List<String> tried = somebody.tries(
                requests.stream().map(request -> "http " + port + ' ' + request).toList());

        assertThat(tried)
                .hasSize(22)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("http " + port + ": HTTP/1.1 401 Unauthorized ")
                        .contains("The local Livy takes requests of its owner only"));
        assertThat(sessions()).isEqualTo(before);
    }

    @Test
    void changesNothingByTheLoginAloneThatBrowsersSendAlong() throws Exception {
        int port = url.livy().getPort();
        String login =
                Base64.getEncoder().encodeToString(("sluice:" + url.livyPassword()).getBytes(StandardCharsets.UTF_8));
        String session = sessions().get(0).id();
        List<LivySession> before = sessions();
        List<String> requests = new ArrayList<>();
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/json")) {
            for (String request : List.of(
                    "POST /sessions",
                    "POST /batches",
                    "POST /sessions/" + session + "/statements",
                    "DELETE /sessions/" + session)) {
                requests.add("http " + port + ' ' + request + " HTTP/1.1\\nHost: 127.0.0.1\\nAuthorization: Basic "
                        + login + "\\nContent-Type: " + type + "\\nContent-Length: 2\\nConnection: close\\n\\n{}");
            }
        }

        List<String> tried = somebody.tries(requests);

        assertThat(tried).hasSize(12).allSatisfy(line -> assertThat(line).contains(": HTTP/1.1 400 Bad Request "));
        // Jetty writes no page for a DELETE.
        assertThat(tried)
                .filteredOn(line -> line.contains("Missing Required Header for CSRF protection"))
                .hasSize(9);
        assertThat(sessions()).isEqualTo(before);
    }

    @Test
    void getsNothingOfStorageAndTokensWithoutTheirSecrets() throws Exception {
        int storage = URI.create(url.storage().endpoint()).getPort();
        int tokens = URI.create(url.tokens().endpoint()).getPort();
        String host = "Host: 127.0.0.1\\nConnection: close\\n";
        String form = "grant_type=client_credentials&client_id=sluice-local&client_secret=guess"
                + "&scope=https://database.windows.net/.default";

        List<String> tried = somebody.tries(List.of(
                "https " + storage + " GET /sluicelocal/lake?resource=filesystem&recursive=true HTTP/1.1\\n" + host
                        + "\\n",
                "https " + storage + " PUT /sluicelocal/lake/planted?resource=file HTTP/1.1\\n" + host
                        + "Authorization: Bearer guess\\nContent-Length: 0\\n\\n",
                "https " + storage + " PUT /sluicelocal/lake/planted?resource=file HTTP/1.1\\n" + host
                        + "Authorization: SharedKey sluicelocal:Z3Vlc3M=\\nContent-Length: 0\\n\\n",
                "https " + tokens
                        + " GET /msi/token?api-version=2019-08-01&resource=https://storage.azure.com HTTP/1.1\\n" + host
                        + "X-IDENTITY-HEADER: guess\\n\\n",
                "https " + tokens + " POST /local/oauth2/v2.0/token HTTP/1.1\\n" + host
                        + "Content-Type: application/x-www-form-urlencoded\\nContent-Length: " + form.length()
                        + "\\n\\n"
                        + form));

        assertThat(tried.get(0)).contains("HTTP/1.1 401 ").contains("NoAuthenticationInformation");
        assertThat(tried.get(1)).contains("HTTP/1.1 401 ").contains("InvalidAuthenticationInfo");
        assertThat(tried.get(2)).contains("HTTP/1.1 403 ").contains("AuthenticationFailed");
        assertThat(tried.get(3)).contains("HTTP/1.1 401 ").contains("X-IDENTITY-HEADER is missing or wrong");
        assertThat(tried.get(4)).contains("HTTP/1.1 401 ").contains("invalid_client");
        assertThat(pool.layout().lake().resolve("sluicelocal/lake/planted")).doesNotExist();
    }

    @Test
    void reachesNoServiceUnderANameThatIsNotItsOwn() throws Exception {
        int livy = url.livy().getPort();
        int storage = URI.create(url.storage().endpoint()).getPort();
        int tokens = URI.create(url.tokens().endpoint()).getPort();
        String login =
                Base64.getEncoder().encodeToString(("sluice:" + url.livyPassword()).getBytes(StandardCharsets.UTF_8));
        String request = " GET /sessions HTTP/1.1\\nHost: evil.example\\nAuthorization: Basic " + login
                + "\\nConnection: close\\n\\n";
        // By the owner, for it carries the password: not even that makes up for the name.
        assertThat(somebody.tries(
                        List.of("http " + livy + request, "https " + storage + request, "https " + tokens + request)))
                .allSatisfy(line -> assertThat(line)
                        .contains("HTTP/1.1 403 Forbidden ")
                        .contains("the request has the header Host: evil.example."));
    }

    @Test
    void logsInToNoDatabase() throws Exception {
        Path script = Files.writeString(somebody.folder().resolve("login.py"), """
            import sys, pymssql
            for user, password in [("sluice", ""), ("sluice", "guess"), ("sa", ""), ("", "")]:
                try:
                    pymssql.connect(server="127.0.0.1", port=sys.argv[1], user=user, password=password,
                                    database="sqlpool", login_timeout=20).close()
                    print("logged in as", user)
                except pymssql.Error as e:
                    print("refused", user, "20002" in str(e) or "18456" in str(e))
            """);
        Process python = new ProcessBuilder(
                        pool.layout().python().toString(),
                        script.toString(),
                        Integer.toString(url.sqlPool().port()))
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(python.waitFor()).as(said).isZero();
        assertThat(said.lines()).hasSize(4).allSatisfy(line -> assertThat(line).matches("refused \\w* ?True"));
    }

    @Test
    void speaksWithNoSparkDriver() throws Exception {
        int rpc = port(notebook.run("print('port', sc.getConf().get('spark.driver.port'))"));
        int blocks = port(notebook.run("print('port', sc._jsc.sc().env().blockManager().blockManagerId().port())"));
        String app = notebook.run("print(sc.applicationId)").strip();

        List<String> tried = somebody.tries(List.of(
                "spark-rpc " + rpc + " 00", "spark-rpc " + blocks + ' ' + openBlocks(app, "broadcast_0_piece0")));

        // Type 5 is a failed RPC. What the secret's check expects is its first message, whatever else is sent.
        assertThat(tried)
                .allSatisfy(
                        line -> assertThat(line).contains("answer of type 5: ").contains("SaslMessage"));
    }

    @Test
    void readsNoFileThroughSparkDriver() throws Exception {
        Path added = Files.writeString(Files.createTempFile("added", ".txt"), "added by the owner");
        Path outside = Files.writeString(Files.createTempFile("outside", ".txt"), "far outside");
        try {
            notebook.run("sc.addFile('" + added + "')");
            notebook.run("%%spark\nclass Kept; println(new Kept)");
            int rpc = port(notebook.run("print('port', sc.getConf().get('spark.driver.port'))"));
            String upwards = "/classes/" + "../".repeat(20);

            List<String> tried = somebody.tries(List.of(
                    "spark-stream " + rpc + " /files/" + added.getFileName(),
                    "spark-stream " + rpc + ' ' + upwards + outside.toString().substring(1),
                    "spark-stream " + rpc + ' ' + upwards
                            + pool.layout()
                                    .identity()
                                    .resolve("livy-password")
                                    .toString()
                                    .substring(1)));

            // Type 8 is a stream that failed.
            assertThat(tried)
                    .allSatisfy(line -> assertThat(line)
                            .contains("answer of type 8: ")
                            .contains("show the secret of this Spark driver first")
                            .doesNotContain("by the owner", "far outside", url.livyPassword()));
            // The executors get them as ever.
            assertThat(notebook.run("""
                from pyspark import SparkFiles
                name = '%s'
                print(sc.parallelize([1]).map(lambda _: open(SparkFiles.get(name)).read()).first())\
                """.formatted(added.getFileName()))).contains("added" + " by the" + " owner");
            assertThat(notebook.run("%%spark\n"
                            + "println(sc.parallelize(Seq(1)).map(_ => new"
                            + " Kept().getClass.getSimpleName).first)"))
                    .contains("Kept");
        } finally {
            Files.delete(added);
            Files.delete(outside);
        }
    }

    @Test
    void callsNothingThroughThePythonOfASession() throws Exception {
        int gateway = port(notebook.run("print('port', sc._gateway.gateway_parameters.port)"));

        // The first word of a call, as Py4J writes it. Without the check the gateway would wait for the rest of the
        // call;
        // with it, it hangs up, mostly before its word of farewell is read.
        List<String> tried = somebody.tries(List.of("text " + gateway + " c\\n"));

        assertThat(tried).singleElement().asString().containsAnyOf("Connection reset", "!xsAuthentication error");
    }

    @Test
    void seesNoSecretInCommandLines() throws IOException {
        List<String> lines = ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .toList();

        // Of the services and of the session's driver.
        assertThat(lines)
                .filteredOn(
                        line -> line.contains("-Dsluice.pool=" + pool.layout().home()))
                .hasSize(4);
        assertThat(lines).anyMatch(line -> line.contains("SparkSubmit"));
        assertThat(secretFiles())
                .allSatisfy((file, content) -> assertThat(lines)
                        .as("command lines with the content of " + file.getFileName())
                        .noneMatch(line -> line.contains(content)));
    }

    /** Every file that holds a secret as text, with the secret. */
    private static Map<Path, String> secretFiles() throws IOException {
        try (Stream<Path> files = Files.list(pool.layout().identity())) {
            return files.filter(file -> file.getFileName().toString().matches(".*(password|secret|header|-key)"))
                    .collect(Collectors.toMap(file -> file, OtherUserIT::text, (a, b) -> a, TreeMap::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<LivySession> sessions() {
        try (LivyClient livy = LivyClients.create(url.ownersLivy())) {
            return livy.sessions();
        }
    }

    private static int port(String printed) {
        Matcher port = PORT.matcher(printed);
        assertThat(port.find()).as(printed).isTrue();
        return Integer.parseInt(port.group(1));
    }

    /** Message {@code OpenBlocks} of Spark's block transfer: its number, application, executor, names of blocks. */
    private static String openBlocks(String application, String block) {
        return "00" + hex(application) + hex("driver") + "00000001" + hex(block);
    }

    private static String hex(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().toHexDigits(bytes.length) + HexFormat.of().formatHex(bytes);
    }
}
