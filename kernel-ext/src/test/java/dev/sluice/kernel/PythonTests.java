package dev.sluice.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the Python files beside these tests against kernels that are installed for them alone. */
final class PythonTests {

    private final Path dataFolder;

    PythonTests(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /** Installs a kernel that runs a main class of these tests. */
    void install(String name, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.language=tr",
                "-cp",
                classPath(),
                mainClass));
        command.addAll(List.of(arguments));
        Path spec = Files.createDirectories(kernels().resolve(name));
        Files.write(
                spec.resolve("kernel.json"),
                new ObjectMapper()
                        .writeValueAsBytes(Map.of(
                                "argv",
                                command,
                                "display_name",
                                name,
                                "language",
                                "python",
                                "interrupt_mode",
                                "message")));
    }

    /** Returns where kernel specs are looked for. */
    Path kernels() {
        return dataFolder.resolve("kernels");
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Runs a Python test file and returns what it printed. Its failure is the test's. */
    String run(String file, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                interpreter().toString(), Path.of("src/test/python", file).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JUPYTER_PATH", dataFolder.toString());
        builder.environment()
                .put("JUPYTER_RUNTIME_DIR", dataFolder.resolve("runtime").toString());
        // Jupyter and IPython would else make folders in the home of whoever runs the tests.
        builder.environment()
                .put("JUPYTER_CONFIG_DIR", dataFolder.resolve("config").toString());
        builder.environment().put("IPYTHONDIR", dataFolder.resolve("ipython").toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Path interpreter() {
        Path environment = Path.of(System.getProperty("sluice.venv", "../.sluice/venv"));
        Path python = environment.resolve("bin/python").toAbsolutePath();
        assertThat(python)
                .as("The Python environment of the tests is missing. Make it: ./sluice setup")
                .isExecutable();
        return python;
    }
}
