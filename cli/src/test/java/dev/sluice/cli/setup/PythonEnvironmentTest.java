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
            OSError: [Errno 28] No space left on device               | The disk is full.
            Failed to establish a new connection: NewConnectionError  | The registry of Python packages was not reached.
            ERROR: Could not find a version that satisfies            | The registry of Python packages was not reached.
            ERROR: something else                                     | pip failed.
            """)
    void saysWhyPackagesCannotBeInstalled(String output, String reason) throws IOException {
        program("python", "echo '" + output.strip() + "'; exit 1");
        program("pip", "exit 1");

        assertThatThrownBy(() -> environment.install("list.txt", said::add))
                .isExactlyInstanceOf(SetupException.class)
                .hasMessageStartingWith("Cannot install the Python packages. " + reason)
                .hasMessageContaining("The log ends with: " + output.strip());
        assertThat(folder.resolve("venv/installed-list.txt")).doesNotExist();
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("venv/bin").resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
