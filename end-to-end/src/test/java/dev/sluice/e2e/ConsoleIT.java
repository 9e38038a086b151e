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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sluice console --execute}: the cells without Jupyter. */
@ExtendWith(SharedPool.class)
class ConsoleIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void writesQueriesAndReadsWithOneJsonObjectPerCell(TestPool pool) throws Exception {
        SluiceRun run = execute(pool, """
                frame = spark.createDataFrame([(1, "Grüße"), (2, None)], "id int, text string")
                # %% write it
                %%sqlpool write frame -> dbo.[From console] --mode overwrite --verify checksum
                # %%
                %%sqlpool query
                SELECT id, text FROM dbo.[From console] ORDER BY id
                # %%
                %%sqlpool read dbo.[From console] -> from_console
                # %%
                %%spark
                println(spark.table("from_console").collect.map(_.getInt(0)).sum)
                """, "--json");

        List<JsonNode> cells = cells(run);
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(cells).hasSize(5).allSatisfy(cell -> {
            assertThat(cell.path("status").asText()).isEqualTo("ok");
            assertThat(cell.path("seconds").isNumber()).isTrue();
        });
        assertThat(cells).extracting(cell -> cell.path("cell").asInt()).containsExactly(0, 1, 2, 3, 4);
        assertThat(text(cells.get(1))).startsWith("Wrote 2 rows to [dbo].[From console]");
        assertThat(text(cells.get(2))).contains("Grüße").contains("NULL");
        assertThat(cells.get(2).at("/data/text~1html").asText()).contains("<table");
        assertThat(text(cells.get(3))).startsWith("Read 2 rows from [dbo].[From console]");
        assertThat(text(cells.get(4))).contains("3");
    }

    @Test
    void stopsAtFirstCellThatFails(TestPool pool) throws Exception {
        SluiceRun run =
                execute(pool, "1 + 1\n# %%\n%%sqlpool read dbo.NotThere -> v\n# %%\nprint('never')\n", "--json");

        List<JsonNode> cells = cells(run);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(cells).hasSize(2);
        assertThat(cells.get(1).path("status").asText()).isEqualTo("error");
        assertThat(cells.get(1).path("ename").asText()).isEqualTo("TABLE_NOT_FOUND");
        assertThat(cells.get(1).path("evalue").asText()).contains("NotThere");
    }

    @Test
    void takesLanguageOfCellsWithoutMagic(TestPool pool) throws Exception {
        SluiceRun run = execute(pool, "SELECT 'ä' AS letter, 1.5 AS number\n", "--language", "sql");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("letter").contains("ä").contains("1.5").contains("1 row");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --livy foo --execute FILE                        | 2 | sluice: Invalid value for option '--livy': 'foo' is no address of a Livy server
            --livy http://127.0.0.1:99999 --execute FILE     | 2 | sluice: Invalid value for option '--livy': 'http://127.0.0.1:99999' is no address
            --livy http://127.0.0.1:1 --execute FILE         | 1 | LIVY_UNREACHABLE: Cannot reach Livy at http://127.0.0.1:1: connection refused
            --livy http://no-such-host.invalid --execute FILE | 1 | LIVY_UNREACHABLE: Cannot reach Livy at http://no-such-host.invalid: the host name is not known
            --livy http://127.0.0.1:1 --execute FOLDER       | 1 | sluice: Cannot read cells from 'FOLDER': it is a folder
            --livy http://127.0.0.1:1 --execute FOLDER/none  | 1 | sluice: Cannot read cells from FOLDER/none: there is no such file or folder
            --livy http://127.0.0.1:1 --execute JAVA         | 1 | sluice: Cannot read cells from JAVA: it is no text
            --livy http://127.0.0.1:1 --execute NOTEBOOK     | 1 | sluice: Cannot read cells from NOTEBOOK: it is a notebook
            --execute FILE --language java                   | 2 | sluice: Invalid language 'java': use one of pyspark, spark, sql
            """)
    void saysInOneLineWhatIsWrongWithWhatItWasGiven(String line, int exitCode, String said) throws Exception {
        TestPool none = TestPool.in(folder.resolve("pool"));
        String cells = Files.writeString(folder.resolve("cells.txt"), "1 + 1").toString();
        Map<String, String> names = Map.of(
                "FILE", cells,
                "FOLDER", folder.toString(),
                "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "NOTEBOOK",
                        none.root()
                                .resolve("notebooks-samples/01-first-transfer.ipynb")
                                .toString());
        List<String> arguments = new ArrayList<>(List.of("console"));
        Pattern.compile(" +").splitAsStream(line).forEach(word -> arguments.add(replaced(word, names)));

        SluiceRun run = SluiceRun.of(none, arguments.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(replaced(said, names)).doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines()).hasSize(exitCode);
    }

    private static String replaced(String text, Map<String, String> names) {
        String result = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            result = result.replace(name.getKey(), name.getValue());
        }
        return result;
    }

    private SluiceRun execute(TestPool pool, String cells, String... options) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("cells.txt"), cells);
        List<String> arguments = new ArrayList<>(List.of("console", "--execute", file.toString()));
        arguments.addAll(List.of(options));
        return SluiceRun.of(pool, arguments.toArray(String[]::new));
    }

    private static List<JsonNode> cells(SluiceRun run) throws IOException {
        List<JsonNode> cells = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            cells.add(JSON.readTree(line));
        }
        return cells;
    }

    private static String text(JsonNode cell) {
        return cell.at("/data/text~1plain").asText();
    }
}
