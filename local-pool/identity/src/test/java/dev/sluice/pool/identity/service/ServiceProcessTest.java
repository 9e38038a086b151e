package dev.sluice.pool.identity.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class ServiceProcessTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --identity i --ready-file r --port 65536    |'fake: Invalid value for option '--port': '65536' is no port; use a number from 0 to 65535'
                    --identity i --ready-file r --port -1       |'fake: Invalid value for option '--port': '-1' is no port; use a number from 0 to 65535'
                    --identity i --ready-file r --port http     |'fake: Invalid value for option '--port': 'http' is no port; use a number from 0 to 65535'
                    --identity i --ready-file r                 |'fake: Missing required option: '--port=N''
                    --port 0                                    |'fake: Missing required options: '--identity=DIR', '--ready-file=PATH''
                    --identity i --ready-file r --port 0 --quick|'fake: Unknown option: '--quick''
                    """)
    void refusesBadOptionsInOneLine(String arguments, String message) {
        StringWriter err = new StringWriter();
        int exitCode = run(
                new FakeService(new IOException("not reached")),
                err,
                arguments.strip().split(" ", -1));
        assertThat(exitCode).isEqualTo(2);
        assertThat(err).hasToString(message.substring(1, message.length() - 1) + System.lineSeparator());
    }

    @Test
    void saysThatThePortIsTaken() {
        StringWriter err = new StringWriter();
        assertThat(run(new FakeService(new BindException("Address already in use")), err, arguments(folder, "4711")))
                .isEqualTo(3);
        assertThat(err)
                .hasToString(
                        "Cannot start fake: port 4711 of 127.0.0.1 is taken by another process; end that process or"
                                + " choose another port (0 takes any free one)" + System.lineSeparator());
    }

    @Test
    void saysInOneLineWhyItDoesNotStart() {
        StringWriter err = new StringWriter();
        assertThat(run(new FakeService(new IOException("the disk is full\nindeed")), err, arguments(folder, "0")))
                .isEqualTo(1);
        assertThat(err).hasToString("Cannot start fake: the disk is full" + System.lineSeparator());
    }

    @Test
    void closesAServiceThatCannotSayThatItIsReady() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        FakeService service = new FakeService(null);
        StringWriter err = new StringWriter();
        assertThat(run(service, err, arguments(folder.resolve("file"), "0"))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("Cannot start fake: cannot write the ready file " + folder.resolve("file/ready.json"));
        assertThat(service.closed).isTrue();
    }

    @Test
    void writesAReadyFileThatReadsBack() throws IOException {
        Path file = folder.resolve("state/ready.json");
        ReadyFile ready = new ReadyFile("storage", 123, 45678);
        ready.write(file);
        assertThat(file).hasContent("{\"name\":\"storage\",\"pid\":123,\"port\":45678}");
        assertThat(ReadyFile.read(file)).isEqualTo(ready);
    }

    @Test
    void refusesAReadyFileThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("ready.json"), "[]");
        assertThatThrownBy(() -> ReadyFile.read(file)).isInstanceOf(IOException.class);
    }

    private static int run(LocalService service, StringWriter err, String... arguments) {
        return ServiceProcess.run(service, arguments, new PrintWriter(err));
    }

    private static String[] arguments(Path folder, String port) {
        return new String[] {
            "--identity",
            "i",
            "--port",
            port,
            "--ready-file",
            folder.resolve("ready.json").toString()
        };
    }

    /** Fails at its start, or starts and remembers that it was closed. */
    @Command(name = "fake")
    private static final class FakeService implements LocalService {

        @Mixin
        private final ServiceOptions options = new ServiceOptions();

        private final @Nullable IOException failure;
        private boolean closed;

        FakeService(@Nullable IOException failure) {
            this.failure = failure;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public ServiceOptions options() {
            return options;
        }

        @Override
        public RunningService start() throws IOException {
            if (failure != null) {
                throw failure;
            }
            return new RunningService() {
                @Override
                public int port() {
                    return 1;
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }
}
