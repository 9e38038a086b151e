package dev.sluice.pool.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.identity.service.ReadyFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolFilesTest {

    @TempDir
    private Path folder;

    @Test
    void readsReadyFile() throws IOException {
        Path file = Files.writeString(folder.resolve("s.json"), "{\"name\":\"storage\",\"pid\":7,\"port\":80}");

        assertThat(ReadyFiles.read(file)).contains(new ReadyFile("storage", 7, 80));
    }

    @Test
    void takesMissingReadyFileForServiceThatIsNotReady() {
        assertThat(ReadyFiles.read(folder.resolve("none.json"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "7", "{\"name\":\"livy\",\"pid\":\"x\",\"port\":1}", "\u0000\u0000"})
    void takesBrokenReadyFileForServiceThatIsNotReady(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("s.json"), text);

        assertThat(ReadyFiles.read(file)).isEmpty();
    }

    @Test
    void stopsAndDescribesPoolWithBrokenReadyFile() throws IOException {
        PoolLayout layout = new PoolLayout(folder.resolve("home"), folder);
        Files.createDirectories(layout.state());
        Path file = Files.writeString(layout.readyFile("livy"), "{");
        LocalPool pool = new LocalPool(layout);

        assertThat(pool.status().state()).isEqualTo("down");
        pool.down();

        assertThat(file).doesNotExist();
    }

    @Test
    void saysWhyReadyFileCannotBeRead() throws IOException {
        Path file = Files.createFile(folder.resolve("file")).resolve("s.json");

        assertThatThrownBy(() -> ReadyFiles.read(file))
                .isExactlyInstanceOf(PoolException.class)
                .hasMessage("Cannot read " + file + ": Not a directory");
    }

    @Test
    void givesOutPortThatIsFreeAndNoneThatIsTaken() throws IOException {
        PortMemory memory = PortMemory.open(folder.resolve("ports.json"));
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            memory.remember("sql-pool", port);
            assertThat(memory.portFor("sql-pool")).isZero();
        }
        assertThat(PortMemory.open(folder.resolve("ports.json")).portFor("sql-pool"))
                .isEqualTo(port);
        assertThat(memory.portFor("storage")).isZero();
        assertThat(memory.remembered("sql-pool")).isEqualTo(port);
        assertThat(memory.remembered("storage")).isZero();
    }

    @Test
    void forgetsPortsThatCannotBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("ports.json"), "nonsense");

        assertThat(PortMemory.open(file).portFor("livy")).isZero();
    }

    @Test
    void deletesContentsAndFollowsNoLink() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "");
        Path inside = Files.createDirectories(folder.resolve("inside/a/b"));
        Files.writeString(inside.resolve("gone"), "");
        Files.createSymbolicLink(folder.resolve("inside/link"), outside);

        FileTree.deleteContents(folder.resolve("inside"));
        FileTree.deleteContents(folder.resolve("never-there"));

        assertThat(folder.resolve("inside")).isEmptyDirectory();
        assertThat(outside.resolve("kept")).exists();
    }

    @Test
    void saysHowToGetSparkThatIsMissing() {
        PoolLayout layout = new PoolLayout(folder, folder);

        assertThatThrownBy(layout::sparkHome)
                .isExactlyInstanceOf(PoolException.class)
                .hasMessage("Cannot find Spark in " + folder.resolve("venv/lib") + ": run ./sluice setup");
    }

    @Test
    void findsSparkOfAnyPythonVersion() throws IOException {
        Path spark = folder.resolve("venv/lib/python3.9/site-packages/pyspark");
        Files.createDirectories(spark.resolve("jars"));

        assertThat(new PoolLayout(folder, folder).sparkHome()).isEqualTo(spark);
    }

    @Test
    void describesPoolOfWhichNothingRuns() {
        LocalPool pool = new LocalPool(new PoolLayout(folder.resolve("home"), folder));

        pool.down();

        assertThat(pool.status().state()).isEqualTo("down");
        assertThat(pool.status().processes()).isEmpty();
        assertThat(folder.resolve("home")).doesNotExist();
    }
}
