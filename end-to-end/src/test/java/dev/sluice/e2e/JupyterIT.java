package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The installed kernel under clients of Jupyter: nbclient with the sample notebook, jupyter console, the conformance suite. */
@ExtendWith(SharedPool.class)
class JupyterIT {

    private static final long LIMIT_MINUTES = 10;

    @Test
    void movesAllFlightsBothWaysAndComparesEveryColumn(TestPool pool) throws Exception {
        Path results = Files.createDirectories(pool.layout().home().resolve("results"));
        Path result = results.resolve("first-transfer.ipynb");

        String said = run(
                pool,
                "",
                pool.layout().software().resolve("python/run_notebook.py").toString(),
                pool.root().resolve("notebooks-samples/01-first-transfer.ipynb").toString(),
                result.toString(),
                results.resolve("first-transfer.html").toString());

        assertThat(said).contains("336,776 flights of 16 airlines");
        List<String> texts = texts(result);
        assertThat(texts).anyMatch(text -> text.startsWith("Wrote 336,776 rows to [sqlpool].[dbo].[flights]"));
        assertThat(texts).anyMatch(text -> text.startsWith("Read 336,776 rows from [sqlpool].[dbo].[flights]"));
        assertThat(texts.stream().filter(text -> text.contains("Verified: 19 of 19 columns equal at both ends")))
                .hasSize(2);
        assertThat(texts).anyMatch(text -> text.contains("United Air Lines Inc.") && text.contains("58665"));
        assertThat(texts).anyMatch(text -> text.contains("EWR") && text.contains("120835"));
        assertThat(texts).anyMatch(text -> text.contains("The longest flight went from JFK to HNL: 4983 miles"));
        assertThat(texts).anyMatch(text -> text.contains("rows lost:  0") && text.contains("rows added: 0"));
        assertThat(texts).anyMatch(text -> text.contains("40 flights left more than ten hours late"));
        assertThat(results.resolve("first-transfer.html")).content().contains("A first transfer");
        assertThat(texts).noneMatch(String::isBlank);
        for (String text : texts) {
            assertIsShownWhole(text, said, results.resolve("first-transfer.html"));
        }
    }

    /** What the terminal shows of a text is all of it, or says how much more there is and where. */
    private static void assertIsShownWhole(String text, String said, Path page) {
        List<String> lines = text.strip().lines().toList();
        lines.stream().limit(12).forEach(line -> assertThat(said).contains(line.stripTrailing()));
        if (lines.size() > 12) {
            assertThat(said).contains("... and " + (lines.size() - 12) + " more lines, in " + page);
        }
    }

    @Test
    void answersInJupyterConsole(TestPool pool) throws Exception {
        String said = run(
                pool,
                "print(6 * 7)\n%%sqlpool query\nSELECT 6 * 7 AS answer\n\n",
                "-m",
                "jupyter_console",
                "--simple-prompt",
                "--kernel=sluice-pyspark");

        assertThat(said).contains("42").contains("answer");
    }

    @Test
    void passesTheConformanceSuiteOfJupyterWithRealSession(TestPool pool) throws Exception {
        String said = run(
                pool,
                "",
                pool.root()
                        .resolve("kernel-ext/src/test/python/conformance_pyspark.py")
                        .toString());

        assertThat(said).containsPattern("Ran 1[0-9] tests").contains("OK").doesNotContain("skipped");
    }

    /** Runs a program of the Python environment with the kernels of the test's own pool and returns what it printed. */
    private static String run(TestPool pool, String input, String... arguments)
            throws IOException, InterruptedException {
        SluiceRun install =
                SluiceRun.of(pool, Map.of("JUPYTER_DATA_DIR", jupyter(pool).toString()), "kernel", "install", "--user");
        assertThat(install.exitCode()).as(install.err()).isZero();
        List<String> command = new ArrayList<>();
        command.add(pool.layout().python().toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("python", ".out");
        Path answers = Files.writeString(Files.createTempFile("python", ".in"), input);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(answers.toFile())
                    .redirectOutput(output.toFile());
            // Before the environment's own kernels, which belong to the checkout's pool.
            builder.environment().put("JUPYTER_PATH", jupyter(pool).toString());
            builder.environment()
                    .put("JUPYTER_RUNTIME_DIR", jupyter(pool).resolve("runtime").toString());
            builder.environment()
                    .put("IPYTHONDIR", jupyter(pool).resolve("ipython").toString());
            builder.environment().put("PYTHONUTF8", "1");
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("Still running: " + command + "\n" + Files.readString(output));
            }
            String said = Files.readString(output);
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            Files.delete(output);
            Files.delete(answers);
        }
    }

    private static Path jupyter(TestPool pool) throws IOException {
        return Files.createDirectories(pool.layout().home().resolve("jupyter"));
    }

    /** Every text that the executed notebook holds in its outputs. */
    private static List<String> texts(Path notebook) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode cell :
                new ObjectMapper().readTree(Files.readString(notebook)).path("cells")) {
            for (JsonNode output : cell.path("outputs")) {
                texts.add(joined(output.has("text") ? output.path("text") : output.at("/data/text~1plain")));
            }
        }
        return texts;
    }

    private static String joined(JsonNode lines) {
        StringBuilder text = new StringBuilder(lines.isTextual() ? lines.textValue() : "");
        lines.forEach(line -> text.append(line.textValue()));
        return text.toString();
    }
}
