package dev.sluice.pool.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultFolder;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.JournalEntry.Event;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.pool.identity.service.RunningService;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What the ABFS driver of Hadoop 3.3.4 makes of lost answers. Not what it should do: what a transfer has to live with.
 *
 * <p>Two things repeat a request here, one inside the other: the driver, up to its number of retries, under a new request
 * id; and the JDK's HttpURLConnection, once and silently, a request without a body (DELETE, GET, HEAD), under the same id.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AbfsFaultsIT {

    private static final String HOST = "sluicelocal.dfs.core.windows.net";

    private final FaultFolder faults;
    private final LocalIdentity identity;
    private final RunningService server;
    private final AtomicInteger names = new AtomicInteger();
    private Path base = new Path("/");

    AbfsFaultsIT(@TempDir java.nio.file.Path folder) throws IOException {
        identity = LocalIdentity.openOrCreate(folder.resolve("identity"));
        // The driver trusts what its JVM trusts; nothing in this JVM has opened a connection yet.
        System.setProperty("javax.net.ssl.trustStore", identity.trustStoreFile().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", LocalIdentity.TRUST_STORE_PASSWORD);
        faults = new FaultFolder(folder.resolve("faults"));
        StorageMain main = new StorageMain(Clock.systemUTC());
        new CommandLine(main)
                .parseArgs(
                        "--lake", folder.resolve("lake").toString(),
                        "--identity", folder.resolve("identity").toString(),
                        "--ready-file", folder.resolve("ready.json").toString(),
                        "--port", "0",
                        "--faults", faults.path().toString());
        server = main.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void chooseFolder() {
        base = new Path("/" + names.incrementAndGet());
    }

    private FileSystem open(int retries) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("fs.azure.abfs.endpoint." + HOST, "127.0.0.1:" + server.port());
        configuration.set("fs.azure.account.key." + HOST, identity.storageKey().value());
        configuration.setInt("fs.azure.io.retry.max.retries", retries);
        configuration.setInt("fs.azure.io.retry.backoff.interval", 20);
        configuration.setInt("fs.azure.io.retry.min.backoff.interval", 10);
        configuration.setInt("fs.azure.io.retry.max.backoff.interval", 50);
        FileSystem files = FileSystem.newInstance(URI.create("abfss://lake@" + HOST + "/"), configuration);
        files.mkdirs(base);
        return files;
    }

    private void strike(FaultRule rule) throws IOException {
        faults.write(List.of(rule));
    }

    /** A rule of a name that no test has had. */
    private FaultRule rule(Fault fault) {
        return FaultRule.of("rule" + names.incrementAndGet(), fault);
    }

    private FaultRule lost(Moment moment) {
        return rule(new Fault.Cut(moment));
    }

    /** How often requests of this rule's match were sent, by the ids that the driver gave them. */
    private List<String> clientIds(String rule) throws IOException {
        return faults.journal().stream()
                .filter(entry -> entry.rule().equals(rule) && entry.event() == Event.ARRIVED)
                .map(entry -> entry.attributes().get("client"))
                .toList();
    }

    private static void write(FileSystem files, Path path, String content) throws IOException {
        try (FSDataOutputStream out = files.create(path, true)) {
            out.write(content.getBytes(UTF_8));
        }
    }

    private static String read(FileSystem files, Path path) throws IOException {
        try (FSDataInputStream in = files.open(path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, true", "AFTER, false"})
    void renameThatIsRepeatedAfterALostAnswerSaysFalseAlthoughItMoved(Moment moment, boolean told) throws IOException {
        try (FileSystem files = open(3)) {
            Path from = new Path(base, "from");
            Path to = new Path(base, "to");
            write(files, new Path(from, "part"), "x");
            strike(lost(moment).where("source", "/from$"));
            assertThat(files.rename(from, to)).isEqualTo(told);
            assertThat(files.exists(from)).isFalse();
            assertThat(read(files, new Path(to, "part"))).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, true", "AFTER, false"})
    void renameThatIsNotRepeatedFailsAndMayHaveMoved(Moment moment, boolean still) throws IOException {
        try (FileSystem files = open(0)) {
            Path from = new Path(base, "from");
            Path to = new Path(base, "to");
            write(files, new Path(from, "part"), "x");
            FaultRule rule = lost(moment).where("source", "/from$").striking(9);
            strike(rule);
            assertThatThrownBy(() -> files.rename(from, to))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Status code: -1 error code: null")
                    .hasRootCauseMessage("Unexpected end of file from server");
            assertThat(clientIds(rule.name())).hasSize(1);
            assertThat(files.exists(from)).isEqualTo(still);
            assertThat(files.exists(to)).isEqualTo(!still);
        }
    }

    @Test
    void createWithoutOverwriteThatIsRepeatedTakesItsOwnFileForAnothers() throws IOException {
        try (FileSystem files = open(3)) {
            Path file = new Path(base, "lock");
            strike(lost(Moment.AFTER).where("query", "resource=file"));
            assertThatThrownBy(() -> files.create(file, false)).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(files.getFileStatus(file).getLen()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, false", "AFTER, true"})
    void createWithoutOverwriteThatIsNotRepeatedFailsAndMayHaveCreated(Moment moment, boolean there)
            throws IOException {
        try (FileSystem files = open(0)) {
            Path file = new Path(base, "lock");
            strike(lost(moment).where("query", "resource=file"));
            assertThatThrownBy(() -> files.create(file, false))
                    .hasRootCauseMessage("Unexpected end of file from server");
            assertThat(files.exists(file)).isEqualTo(there);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource=file", "action=append", "action=flush", "resource=directory"})
    void writingWithOverwriteIsRepeatedUntilItIsDone(String operation) throws IOException {
        try (FileSystem files = open(3)) {
            Path file = new Path(base, "sub/f");
            write(files, file, "old");
            strike(lost(Moment.AFTER).where("query", operation).striking(2));
            assertThat(files.mkdirs(new Path(base, "d/e"))).isTrue();
            write(files, file, "new");
            assertThat(read(files, file)).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @CsvSource({"action=append, ''", "action=flush, new"})
    void writingThatIsNotRepeatedFailsAtTheCloseAndMayHaveWritten(String operation, String content) throws IOException {
        try (FileSystem files = open(0)) {
            Path file = new Path(base, "f");
            strike(lost(Moment.AFTER).where("query", operation));
            assertThatThrownBy(() -> write(files, file, "new"))
                    .hasStackTraceContaining("Unexpected end of file from server");
            assertThat(read(files, file)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void deleteIsRepeatedByTheJdkAndSaysFalseAlthoughItDeleted(int retries) throws IOException {
        try (FileSystem files = open(retries)) {
            Path file = new Path(base, "d/f");
            write(files, file, "x");
            FaultRule rule = lost(Moment.AFTER).where("method", "DELETE");
            strike(rule);
            assertThat(files.delete(new Path(base, "d"), true)).isFalse();
            assertThat(files.exists(file)).isFalse();
        }
    }

    @Test
    void deleteThatTheDriverItselfRepeatsSaysTrue() throws IOException {
        try (FileSystem files = open(3)) {
            Path file = new Path(base, "f");
            write(files, file, "x");
            FaultRule rule = lost(Moment.AFTER).where("method", "DELETE").striking(2);
            strike(rule);
            assertThat(files.delete(file, false)).isTrue();
            List<String> ids = clientIds(rule.name());
            assertThat(ids).hasSize(2);
            assertThat(ids.get(0)).isEqualTo(ids.get(1));
        }
    }

    @Test
    void deleteWithoutRetriesFailsOnceTheJdkHasGivenUp() throws IOException {
        try (FileSystem files = open(0)) {
            Path file = new Path(base, "f");
            write(files, file, "x");
            strike(lost(Moment.AFTER).where("method", "DELETE").striking(2));
            assertThatThrownBy(() -> files.delete(file, false))
                    .hasRootCauseMessage("Unexpected end of file from server");
            assertThat(files.exists(file)).isFalse();
        }
    }

    @Test
    void readingIsRepeatedByTheJdkEvenWithoutRetries() throws IOException {
        try (FileSystem files = open(0)) {
            Path file = new Path(base, "f");
            write(files, file, "x");
            strike(lost(Moment.AFTER).where("method", "HEAD|GET"));
            assertThat(files.getFileStatus(file).getLen()).isOne();
            strike(lost(Moment.AFTER).where("method", "GET"));
            assertThat(read(files, file)).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, true", "AFTER, false"})
    void anAnswerOf503IsRepeatedAsALostOneIs(Moment moment, boolean told) throws IOException {
        try (FileSystem files = open(3)) {
            Path from = new Path(base, "from");
            write(files, from, "x");
            strike(rule(new Fault.Fail(moment, 503, "ServerBusy")).where("source", "/from$"));
            assertThat(files.rename(from, new Path(base, "to"))).isEqualTo(told);
            assertThat(read(files, new Path(base, "to"))).isEqualTo("x");
        }
    }

    @Test
    void theJournalHoldsTheSequenceOfARun() throws IOException {
        try (FileSystem files = open(0)) {
            strike(rule(new Fault.Cut(Moment.AFTER)).where("path", "^never$"));
            files.exists(base);
            long before = faults.journal().stream()
                    .mapToLong(JournalEntry::request)
                    .max()
                    .orElseThrow();
            write(files, new Path(base, "f"), "x");
            files.rename(new Path(base, "f"), new Path(base, "g"));
            String path = "/sluicelocal/lake" + base;
            assertThat(faults.journal())
                    .filteredOn(entry -> entry.event() == Event.ARRIVED && entry.request() > before)
                    .extracting(entry -> entry.attributes().get("method") + " "
                            + entry.attributes().get("path") + " <"
                            + entry.attributes().get("source"))
                    .contains(
                            "PUT " + path + "/f <",
                            "PATCH " + path + "/f <",
                            "PUT " + path + "/g </lake" + base + "/f");
        }
    }
}
