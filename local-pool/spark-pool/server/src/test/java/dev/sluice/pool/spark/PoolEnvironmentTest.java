package dev.sluice.pool.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolEnvironmentTest {

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void layOut() throws IOException {
        for (String name : List.of("livy/jars", "livy/rsc-jars", "livy/repl_2.12-jars", "spark/jars", "extra")) {
            Files.createDirectories(folder.resolve(name));
        }
        assertThat(Files.createFile(folder.resolve("python")).toFile().setExecutable(true))
                .isTrue();
        Files.createFile(folder.resolve("connector.jar"));
        Files.createFile(folder.resolve("trust.p12"));
        Files.createFile(folder.resolve("password"));
        environment.put("LIVY_HOME", folder.resolve("livy").toString());
        environment.put("LIVY_CONF_DIR", folder.resolve("state/livy-conf").toString());
        environment.put("SPARK_HOME", folder.resolve("spark").toString());
        environment.put("SPARK_CONF_DIR", folder.resolve("state/livy-conf").toString());
    }

    @Test
    void aWholePoolIsAccepted() {
        assertThatCode(() -> check("--connector-jar=connector.jar", "--extra-jars=extra", "--truststore=trust.p12"))
                .doesNotThrowAnyException();
    }

    @Test
    void aVariableThatSaysSomethingElseIsNamed() {
        environment.put("SPARK_CONF_DIR", "/etc/spark");
        assertThatThrownBy(this::check)
                .hasMessage("Environment variable SPARK_CONF_DIR is '/etc/spark': set it to "
                        + folder.resolve("state/livy-conf"));

        environment.remove("LIVY_HOME");
        assertThatThrownBy(this::check).hasMessageStartingWith("Environment variable LIVY_HOME is '': set it to ");
    }

    @Test
    void whatIsMissingIsNamedWithItsRemedy() throws IOException {
        Files.delete(folder.resolve("password"));
        assertThatThrownBy(this::check)
                .hasMessage("--password-file: there is no file " + folder.resolve("password") + ": run ./sluice up");
        Files.createFile(folder.resolve("password"));

        Files.delete(folder.resolve("trust.p12"));
        assertThatThrownBy(() -> check("--truststore=trust.p12"))
                .hasMessage("--truststore: there is no file " + folder.resolve("trust.p12") + ": run ./sluice up");

        Files.delete(folder.resolve("connector.jar"));
        assertThatThrownBy(() -> check("--connector-jar=connector.jar"))
                .hasMessage(
                        "--connector-jar: there is no file " + folder.resolve("connector.jar") + ": build the project");

        Files.delete(folder.resolve("extra"));
        assertThatThrownBy(() -> check("--extra-jars=extra"))
                .hasMessage("--extra-jars: there is no folder " + folder.resolve("extra") + ": build the project");

        Files.delete(folder.resolve("python"));
        assertThatThrownBy(this::check)
                .hasMessage("--python " + folder.resolve("python") + " is no program: run ./sluice setup");

        Files.delete(folder.resolve("spark/jars"));
        assertThatThrownBy(this::check)
                .hasMessage(
                        "--spark-home: there is no folder " + folder.resolve("spark/jars") + ": run ./sluice setup");
    }

    @Test
    void aPathThatSparkWouldCutIsRefused() throws IOException {
        Files.createFile(folder.resolve("a:b.jar"));

        assertThatThrownBy(() -> check("--connector-jar=a:b.jar"))
                .hasMessage("The path " + folder.resolve("a:b.jar")
                        + " has a ':' in it, which Spark or Java takes for the end of a path: move the checkout");

        Files.createDirectory(folder.resolve("a=b"));
        assertThatThrownBy(() -> check("--extra-jars=a=b"))
                .hasMessage("The path " + folder.resolve("a=b")
                        + " has a '=' in it, which Spark or Java takes for the end of a path: move the checkout");
    }

    private void check(String... further) {
        List<String> arguments = new ArrayList<>(List.of(
                "--livy-home=" + folder.resolve("livy"),
                "--spark-home=" + folder.resolve("spark"),
                "--python=" + folder.resolve("python"),
                "--state=" + folder.resolve("state"),
                "--tmp=" + folder.resolve("tmp"),
                "--user=sluice",
                "--password-file=" + folder.resolve("password"),
                "--ready-file=" + folder.resolve("ready.json")));
        for (String option : further) {
            arguments.add(option.replaceFirst("=", "=" + folder + "/"));
        }
        PoolEnvironment.check(PoolOptions.parse(arguments), environment);
    }
}
