package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.rest.LivyClients;
import dev.sluice.pool.supervisor.PoolLayout;
import dev.sluice.pool.supervisor.PoolStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting and stopping, in a folder whose name has every sign that is not refused, beside the pool of other tests. */
class LifecycleIT {

    private static final String NAME = "a b#%é'& 東京 İ";

    private TestPool pool;

    @BeforeEach
    void makeFolder() throws IOException {
        pool = in(NAME);
    }

    private static TestPool in(String name) throws IOException {
        Path folder = Path.of("target").resolve(name).toAbsolutePath();
        TestPool plain = TestPool.in(folder.resolve("home"));
        Path software = folder.resolve("software");
        if (!Files.exists(software)) {
            Files.createSymbolicLink(software, plain.layout().software());
        }
        return new TestPool(plain.root(), new PoolLayout(plain.layout().home(), software)).emptied();
    }

    @AfterEach
    void stop() {
        pool.down();
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, "%20+%C3%A9 \"quoted\" $HOME `id` (x)|<y>~@!z"})
    void runsCellsInFolderWithAnyName(String name) throws Exception {
        pool = in(name);
        pool.up();
        Path cells = Files.writeString(pool.layout().home().resolve("cells é#.txt"), firstCellOfTheSample() + """

                # %%
                import os, tempfile
                written = tempfile.mkdtemp() + "/numbers"
                spark.range(3).write.parquet(f"file:{written}")
                spark.read.parquet(f"file:{written}").createOrReplaceTempView("numbers")
                sorted(name for name in os.listdir(written) if name.startswith("_"))
                # %%
                %%sqlpool write numbers -> dbo.lifecycle --mode overwrite --verify checksum
                # %%
                %%sqlpool read dbo.lifecycle -> back --verify checksum
                # %%
                %%spark
                case class Doubled(id: Long)
                spark.table("back").as[Long].map(id => Doubled(2 * id)).collect.map(_.id).sorted.toList
                # %%
                from pyspark.sql.functions import udf
                spark.table("back").select(udf(lambda id: f"<{id}>")("id").alias("text")).orderBy("text").collect()
                # %%
                %%sqlpool query
                SELECT SUM(id) AS total FROM dbo.lifecycle
                """);

        SluiceRun run = SluiceRun.of(pool, "console", "--execute", cells.toString(), "--json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        List<String> texts = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            texts.add(new ObjectMapper().readTree(line).at("/data/text~1plain").asText());
        }
        assertThat(texts).hasSize(7);
        assertThat(texts.get(0)).contains("336,776 flights of 16 airlines");
        assertThat(texts.get(1)).contains("['_SUCCESS']");
        assertThat(texts.get(2)).contains("Verified: 1 of 1 column equal at both ends");
        assertThat(texts.get(3)).contains("Verified: 1 of 1 column equal at both ends");
        assertThat(texts.get(4)).contains("List(0, 2, 4)");
        assertThat(texts.get(5)).contains("Row(text='<0>'), Row(text='<1>'), Row(text='<2>')");
        assertThat(texts.get(6)).contains("total").contains("3");

        int port = new PoolUrl(pool).livy().getPort();
        SluiceRun down = SluiceRun.of(pool, "down");

        assertThat(down.exitCode()).as(down.err()).isZero();
        assertNothingIsLeft();
        assertThat(accepts(port)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens", "storage", "sql-pool", "livy"})
    void leavesNothingAfterProcessWasKilled(String service) throws IOException {
        assertThat(pool.up().state()).isEqualTo("up");

        pool.kill(service);

        assertThat(pool.status().state()).isEqualTo("partial");
        assertThat(pool.up().state()).isEqualTo("up");

        pool.down();

        assertNothingIsLeft();
    }

    @Test
    void startsOnlyWhatIsMissingAndKeepsTheSessions() {
        assertThat(pool.upSaying()).containsExactly("Starting tokens, storage and sql-pool", "Starting Apache Livy");
        try (Notebook notebook = Notebook.on(pool);
                LivyClient livy = LivyClients.create(new PoolUrl(pool).ownersLivy())) {
            notebook.run("kept = 41\nrows = spark.range(3)");
            List<LivySession> before = livy.sessions();
            PoolStatus addresses = pool.status();
            assertThat(before).hasSize(1);
            for (String service : List.of("tokens", "storage", "sql-pool")) {
                pool.kill(service);
                assertThat(pool.status().state()).isEqualTo("partial");

                assertThat(pool.upSaying()).containsExactly("Starting " + service);

                assertThat(livy.sessions())
                        .as(service)
                        .extracting(LivySession::id, LivySession::name)
                        .containsExactly(tuple(before.get(0).id(), before.get(0).name()));
                assertThat(notebook.run("kept += 1\nprint(kept)")).as(service).contains("4");
                // The service that is back is used from within the session, where it was before.
                assertThat(notebook.run("%%sqlpool write rows -> dbo.kept --mode overwrite"))
                        .as(service)
                        .contains("Wrote 3 rows");
            }
            assertThat(notebook.run("print(kept)")).contains("44");
            PoolStatus after = pool.status();
            assertThat(after.storage()).isEqualTo(addresses.storage());
            assertThat(after.sqlPool()).isEqualTo(addresses.sqlPool());
            assertThat(after.tokens()).isEqualTo(addresses.tokens());
            assertThat(after.livy()).isEqualTo(addresses.livy());

            assertThat(pool.upSaying()).containsExactly("The local pool was up already");

            assertThat(notebook.run("print(kept)")).contains("44");
        }
    }

    @Test
    void restartsLivyWhenAnotherServiceHadToMove() throws IOException {
        pool.up();
        int port = URI.create(new PoolUrl(pool).storage().endpoint()).getPort();
        pool.kill("storage");
        try (ServerSocket squatter = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(squatter.isBound()).isTrue();

            assertThat(pool.upSaying())
                    .containsExactly(
                            "Starting storage",
                            "Stopping Apache Livy, whose sessions look for the other services on the ports they had"
                                    + " before",
                            "Starting Apache Livy");
        }
        assertThat(pool.status().state()).isEqualTo("up");
        try (Notebook notebook = Notebook.on(pool)) {
            notebook.run("rows = spark.range(3)");
            assertThat(notebook.run("%%sqlpool write rows -> dbo.moved --mode overwrite"))
                    .contains("Wrote 3 rows");
        }
    }

    /** Anybody can give a process the pool's mark. An ordinary user has nobody else to be. */
    @Test
    void takesNoProcessOfAnotherAccountForItsOwn() throws Exception {
        pool.up();
        String mark = pool.layout().home().toAbsolutePath().normalize().toString();
        assertThat(ProcessHandle.of(pidOf("tokens")).orElseThrow().info().commandLine())
                .hasValueSatisfying(line -> assertThat(line).contains("-Dsluice.pool=" + mark));
        if (!OtherUser.isAnother()) {
            return;
        }
        OtherUser somebody = OtherUser.laidOut();
        Process theirs = somebody.waits(Map.of("SLUICE_POOL", mark), List.of("-Dsluice.pool=" + mark));
        try {
            assertThat(pool.status().processes())
                    .extracting(PoolStatus.PoolProcess::pid)
                    .doesNotContain(theirs.pid());

            pool.down();

            assertThat(pool.status().state()).isEqualTo("down");
            assertThat(theirs.isAlive()).isTrue();
        } finally {
            theirs.destroyForcibly().waitFor();
            somebody.remove();
        }
    }

    @Test
    void startsLivyAnewThatAnOlderSluiceStarted() throws IOException {
        pool.up();
        long before = pidOf("livy");
        // An older one knew nothing of this file.
        Files.delete(pool.layout().state().resolve("ports-of-livy.json"));

        assertThat(pool.upSaying())
                .containsExactly(
                        "Stopping Apache Livy, which an older Sluice started and which lets everybody in",
                        "Starting Apache Livy");

        assertThat(pidOf("livy")).isNotEqualTo(before);
        assertThat(pool.status().state()).isEqualTo("up");
    }

    private long pidOf(String service) {
        return pool.status().processes().stream()
                .filter(process -> process.name().equals(service))
                .mapToLong(PoolStatus.PoolProcess::pid)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsForeignClientsWhereToConnect() throws Exception {
        pool.up();

        SluiceRun run = SluiceRun.of(pool, "status", "--json");

        JsonNode status = new ObjectMapper().readTree(run.out());
        assertThat(status.at("/state").asText()).isEqualTo("up");
        assertThat(status.at("/livy/url").asText()).startsWith("http://127.0.0.1:");
        assertThat(status.at("/livy/user").asText()).isEqualTo("sluice");
        assertThat(status.at("/sqlPool/host").asText()).isEqualTo("127.0.0.1");
        assertThat(status.at("/sqlPool/database").asText()).isEqualTo("sqlpool");
        assertThat(status.at("/sqlPool/user").asText()).isEqualTo("sluice");
        assertThat(status.at("/storage/account").asText()).isEqualTo("sluicelocal");
        assertThat(status.at("/storage/container").asText()).isEqualTo("lake");
        assertThat(status.at("/tokens/endpoint").asText()).startsWith("https://127.0.0.1:");
        assertThat(status.at("/processes").findValuesAsText("name"))
                .containsExactlyInAnyOrder("tokens", "storage", "sql-pool", "livy");
        for (String file : List.of(
                "/livy/passwordFile", "/sqlPool/passwordFile", "/storage/keyFile", "/tokens/clientSecretFile")) {
            Path secret = Path.of(status.at(file).asText());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        String pair = status.at("/livy/user").asText()
                + ':'
                + Files.readString(Path.of(status.at("/livy/passwordFile").asText()));
        HttpRequest.Builder version =
                HttpRequest.newBuilder(URI.create(status.at("/livy/url").asText() + "/version"));
        HttpClient client = HttpClient.newHttpClient();
        assertThat(client.send(version.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        version.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        assertThat(client.send(version.build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("0.7.1-incubating");
        assertThat(Path.of(status.at("/sqlPool/certificateFile").asText()))
                .content()
                .startsWith("-----BEGIN CERTIFICATE-----");
    }

    /** It reads files by their paths, in the Python environment and in the temporary folder. */
    private String firstCellOfTheSample() throws IOException {
        JsonNode notebook = new ObjectMapper()
                .readTree(pool.root()
                        .resolve("notebooks-samples/01-first-transfer.ipynb")
                        .toFile());
        StringBuilder code = new StringBuilder();
        for (JsonNode cell : notebook.path("cells")) {
            if (cell.path("cell_type").asText().equals("code") && code.isEmpty()) {
                cell.path("source").forEach(line -> code.append(line.asText()));
            }
        }
        return code.toString();
    }

    private void assertNothingIsLeft() throws IOException {
        PoolStatus status = pool.status();
        assertThat(status.state()).isEqualTo("down");
        assertThat(status.processes()).isEmpty();
        assertThat(pool.layout().temporary()).isEmptyDirectory();
        try (Stream<Path> state = Files.list(pool.layout().state())) {
            assertThat(state.map(path -> path.getFileName().toString()))
                    .doesNotContain("tokens.json", "storage.json", "sql-pool.json", "livy.json");
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
