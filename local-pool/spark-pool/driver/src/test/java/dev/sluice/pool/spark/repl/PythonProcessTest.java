package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Python end of the wire, without Spark behind it. */
class PythonProcessTest {

    private static final long PATIENCE_SECONDS = 60;

    private PythonProcess python;

    @BeforeEach
    void start() throws IOException {
        python = PythonProcess.start(new PythonCommand("python3", List.of(), List.of()), Map.of());
    }

    @AfterEach
    void end() {
        python.close();
    }

    @Test
    void theLastExpressionIsShownAfterWhatWasPrinted() throws Exception {
        assertThat(text("print('ü')\n[1]")).isEqualTo("ü\n[1]");
        assertThat(text("x = 5")).isEmpty();
        assertThat(text("x")).isEqualTo("5");
        assertThat(text("None")).isEmpty();
        assertThat(text("")).isEmpty();
    }

    @Test
    void anErrorNamesTheLinesOfTheCell() throws Exception {
        JsonNode answer = execute("def f():\n    raise ValueError('no ü')\nf()");

        assertThat(answer.path("ename").asText()).isEqualTo("ValueError");
        assertThat(answer.path("evalue").asText()).isEqualTo("no ü");
        assertThat(answer.path("traceback").get(1).asText()).contains("<cell 7>", "line 3");
        assertThat(answer.path("traceback")).hasSize(4);
    }

    @Test
    void aSyntaxErrorHasNoFramesOfTheShell() throws Exception {
        JsonNode answer = execute("if x print()");

        assertThat(answer.path("ename").asText()).isEqualTo("SyntaxError");
        assertThat(answer.path("traceback").toString()).doesNotContain("Traceback");
    }

    @Test
    void anExitIsAnErrorAndNotTheEnd() throws Exception {
        assertThat(execute("import sys; sys.exit(4)").path("ename").asText()).isEqualTo("SystemExit");
        assertThat(text("1 + 1")).isEqualTo("2");
    }

    @Test
    void childrenCannotDisturbTheWire() throws Exception {
        assertThat(text("import os; unused = os.system('echo out; echo {}; cat')"))
                .isEmpty();
        assertThat(text("1 + 1")).isEqualTo("2");
    }

    @Test
    void handlersMadeInOneCellWorkInTheNext() throws Exception {
        text("import logging\nlogging.basicConfig(format='%(message)s')");

        assertThat(text("logging.warning('told')")).isEqualTo("told");
    }

    @Test
    void valuesOfMagicsAreShownAsJsonAndTables() throws Exception {
        String[][] tables = {
            {"[(1, 'a'), (2, None)]", "[INT_TYPE 0, STRING_TYPE 1]"},
            {"{'b': 1.5, 'a': True}", "[BOOLEAN_TYPE a, DOUBLE_TYPE b]"},
            {"[[None], [3]]", "[INT_TYPE 0]"},
            {"[[[1, 2], {'k': 'v'}]]", "[ARRAY_TYPE 0, MAP_TYPE 1]"},
            {"__import__('datetime').date(2020, 1, 2)", "[DATE_TYPE 0]"},
            {"__import__('datetime').datetime(2020, 1, 2)", "[TIMESTAMP_TYPE 0]"},
            {"__import__('decimal').Decimal('1.5')", "[DECIMAL_TYPE 0]"},
            {"object()", "[STRING_TYPE 0]"},
        };
        for (String[] table : tables) {
            JsonNode headers = execute("v = " + table[0] + "\n%table v")
                    .path("data")
                    .path(Outcome.TABLE)
                    .path("headers");
            StringBuilder shown = new StringBuilder();
            headers.forEach(header -> shown.append(shown.length() == 0 ? "" : ", ")
                    .append(header.path("type").asText())
                    .append(' ')
                    .append(header.path("name").asText()));
            assertThat("[" + shown + "]").as(table[0]).isEqualTo(table[1]);
        }
        assertThat(execute("j = {'a': 1}\n%json j").path("data").path(Outcome.JSON))
                .hasToString("{\"a\":1}");
    }

    @Test
    void wrongMagicsAreErrors() throws Exception {
        String[][] errors = {
            {"%table nobody", "NameError", "name 'nobody' is not defined"},
            {"%sing x", "UnknownMagic", "unknown magic command 'sing'"},
            {"%", "UnknownMagic", "magic command not specified"},
            {"v = [1, 'a']\n%table v", "TypeError", "table rows have different types"},
            {"v = [[[1, 'a']]]\n%table v", "ValueError", "value has inconsistent types"},
            {
                "v = object\n%json v",
                "ValueError",
                "cannot show this value as JSON: Object of type type is not JSON serializable"
            },
        };
        for (String[] error : errors) {
            JsonNode answer = execute(error[0]);
            assertThat(answer.path("ename").asText()).as(error[0]).isEqualTo(error[1]);
            assertThat(answer.path("evalue").asText()).as(error[0]).isEqualTo(error[2]);
        }
    }

    @Test
    void aLongOutputIsCut() throws Exception {
        String text = text("for unused in range(30): print('x' * 1000000)");

        assertThat(text)
                .hasSizeBetween(10_000_000, 11_100_000)
                .contains("the output is longer than 10000000 characters");
    }

    @Test
    void aRunningCellIsInterruptedAndWordsAreCompletedMeanwhile() throws Exception {
        text("longish_name = 1");
        CompletableFuture<JsonNode> endless = python.execute(8, "import time\nprint('on')\nwhile True: time.sleep(1)");

        JsonNode completion = python.complete("x = longish_n", 13).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(completion.path("matches")).hasToString("[\"longish_name\"]");
        // An interrupt between two cells is not to hit the next one, so it is repeated until the cell runs.
        JsonNode answer = null;
        while (answer == null) {
            python.interrupt();
            try {
                answer = endless.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                assertThat(endless).isNotDone();
            }
        }
        assertThat(answer.path("ename").asText()).isEqualTo("KeyboardInterrupt");
        assertThat(text("1 + 1")).isEqualTo("2");
    }

    @Test
    void theEndOfPythonIsAnError() throws Exception {
        CompletableFuture<JsonNode> answer = python.execute(1, "import os; os._exit(5)");

        assertThatThrownBy(() -> answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("Python ended with exit code 5");
        assertThatThrownBy(() -> python.execute(2, "1").get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .hasRootCauseMessage("Python ended with exit code 5");
        assertThat(python.isAlive()).isFalse();
    }

    private String text(String code) throws Exception {
        JsonNode answer = execute(code);
        assertThat(answer.has("ename")).as(answer.toString()).isFalse();
        return answer.path("data").path(Outcome.TEXT).asText();
    }

    private JsonNode execute(String code) throws Exception {
        python.ready().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return python.execute(7, code).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
