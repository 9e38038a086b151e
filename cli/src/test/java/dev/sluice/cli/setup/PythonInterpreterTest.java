package dev.sluice.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonInterpreterTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"3.9", "3.12"})
    void takesVersionThatWorks(String version) throws IOException {
        String python = program("echo python " + version);

        assertThat(PythonInterpreter.find(Optional.of(python))).isEqualTo(new PythonInterpreter(python, version));
    }

    @Test
    void refusesVersionThatIsTooNewAndSaysHowToGetAnother() throws IOException {
        String python = program("echo python 3.13");

        assertThatThrownBy(() -> PythonInterpreter.find(Optional.of(python)))
                .isExactlyInstanceOf(SetupException.class)
                .hasMessageStartingWith(
                        "Python 3.9 to 3.12 with its module venv is needed: " + python + " is version 3.13")
                .hasMessageContaining("Debian, Ubuntu: sudo apt-get install python3 python3-venv")
                .hasMessageContaining("Fedora:         sudo dnf install python3.12")
                .hasMessageContaining("macOS:          brew install python@3.12");
    }

    @Test
    void refusesPythonWithoutVenv() throws IOException {
        String python = program("echo python 3.11; echo ModuleNotFoundError; exit 1");

        assertThatThrownBy(() -> PythonInterpreter.find(Optional.of(python)))
                .isExactlyInstanceOf(SetupException.class)
                .hasMessageStartingWith(
                        "Python 3.9 to 3.12 with its module venv is needed: " + python + " has no module venv");
    }

    @Test
    void saysThatThereIsNoPythonAtAll() {
        String python = folder.resolve("none").toString();

        assertThatThrownBy(() -> PythonInterpreter.find(Optional.of(python)))
                .isExactlyInstanceOf(SetupException.class)
                .hasMessageStartingWith("Python 3.9 to 3.12 with its module venv is needed: none was found");
    }

    private String program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }
}
