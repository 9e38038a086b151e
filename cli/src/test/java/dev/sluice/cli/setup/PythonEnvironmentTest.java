package dev.sluice.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs of the environment are scripts here: what they would install is not what is tested. */
class PythonEnvironmentTest {

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private PythonEnvironment environment;

    @BeforeEach
    void makeLists() throws IOException {
        Files.createDirectories(folder.resolve("venv/bin"));
        Files.writeString(folder.resolve("list.txt"), "pyspark==3.5.7\n");
        environment = new PythonEnvironment(folder.resolve("venv"), folder, folder.resolve("logs"));
    }

    @Test
    void installsOnceAndAgainWhenTheListHasChanged() throws IOException {
        program("python", "echo \"$@\" >> '" + folder.resolve("calls") + "'");
        program("pip", "exit 1");

        environment.install("list.txt", said::add);
        environment.install("list.txt", said::add);

        assertThat(folder.resolve("calls"))
                .content()
                .isEqualTo("-m pip install --quiet -r " + folder.resolve("list.txt") + "\n");
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).startsWith("Installing Python packages of list.txt");

        Files.writeString(folder.resolve("list.txt"), "pyspark==3.5.8\n");
        environment.install("list.txt", said::add);

        assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OSError: [Errno 28] No space left on device               | The disk is full: \\d+ MB are free in .*/logs, about 1000 MB are needed there and some more for the temporary files of pip[.]
            Failed to establish a new connection: NewConnectionError  | The registry of Python packages was not reached[.] Check the network and the settings of pip[.]
            ERROR: Could not find a version that satisfies            | The registry of Python packages was not reached[.] Check the network and the settings of pip[.]
            ERROR: something else                                     | The installer failed[.]
            """)
    void saysWhyPackagesCannotBeInstalled(String output, String reason) throws IOException {
        program("python", "echo begun; echo '" + output.strip() + "' >&2; exit 1");
        program("pip", "exit 1");

        assertThatThrownBy(() -> environment.install("list.txt", said::add))
                .isExactlyInstanceOf(SetupException.class)
                .hasMessageMatching("Cannot install the Python packages[.] " + reason + " It ends with: .*")
                .hasMessageEndingWith(output.strip() + " (" + folder.resolve("logs/setup.log") + ")");
        assertThat(folder.resolve("venv/installed-list.txt")).doesNotExist();
        assertThat(folder.resolve("logs/setup.log")).content().isEqualTo("begun\n" + output.strip() + "\n");
    }

    @Test
    void saysThatInstallerSaidNothing() throws IOException {
        program("python", "exit 7");
        program("pip", "exit 1");

        assertThatThrownBy(() -> environment.install("list.txt", said::add))
                .isExactlyInstanceOf(SetupException.class)
                .hasMessage(
                        "Cannot install the Python packages. The installer failed. It ended with exit code 7 and said "
                                + "nothing.");
    }

    @Test
    void takesNoReasonFromAnEarlierRun() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/setup.log"), "No space left on device\n");
        program("python", "echo NewConnectionError; exit 1");
        program("pip", "exit 1");

        assertThatThrownBy(() -> environment.install("list.txt", said::add))
                .isExactlyInstanceOf(SetupException.class)
                .hasMessageStartingWith(
                        "Cannot install the Python packages. The registry of Python packages was not reached.");
    }

    @Test
    void saysWhatInstallerSaidThoughItsLogCannotBeWritten() throws IOException {
        Files.createDirectories(folder.resolve("logs/setup.log"));
        program("python", "echo its own words; exit 1");
        program("pip", "exit 1");

        assertThatThrownBy(() -> environment.install("list.txt", said::add))
                .isExactlyInstanceOf(SetupException.class)
                .hasMessageContaining("The installer failed. It ends with: its own words");
    }

    @Test
    void saysWhatStandsInItsWay() throws IOException {
        Files.createFile(folder.resolve("logs"));
        program("python", "exit 0");

        assertThatThrownBy(() -> environment.install("list.txt", said::add))
                .isExactlyInstanceOf(SetupException.class)
                .hasMessage("Cannot set up the Python environment in " + folder.resolve("venv") + ": "
                        + folder.resolve("logs") + ": it exists already. Is the disk full or read-only?");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("venv/bin").resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
