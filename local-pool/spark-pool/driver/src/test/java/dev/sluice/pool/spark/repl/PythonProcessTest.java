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
    void whatWasPrintedBeforeAnErrorIsKept() throws Exception {
        JsonNode answer = execute("import sys\nprint('step 1')\nprint('careful', file=sys.stderr)\n1/0");

        assertThat(answer.path("ename").asText()).isEqualTo("ZeroDivisionError");
        assertThat(answer.path("data"))
                .hasToString("{\"text/plain\":\"step 1\\ncareful\",\"application/vnd.sluice.output.v1+json\":"
                        + "{\"stdout\":\"step 1\\n\",\"stderr\":\"careful\\n\"}}");
        assertThat(execute("1/0").has("data")).isFalse();
        assertThat(execute("print('before')\n%json nobody")
                        .path("data")
                        .path(Outcome.TEXT)
                        .asText())
                .isEqualTo("before");
        assertThat(execute("6 * 7\n%json nobody")
                        .path("data")
                        .path(Outcome.TEXT)
                        .asText())
                .isEqualTo("42");
        assertThat(text("'no more of it'")).isEqualTo("'no more of it'");
    }

    @Test
    void anErrorUnderlinesWhatBroke() throws Exception {
        // What Python itself says of the same lines in a file.
        String[][] cells = {
            {"n = 0\n1 + n/0", "    1 + n/0\n        ~^~\n"},
            {"n = 0\n1 + n/0\n", "    1 + n/0\n        ~^~\n"},
            {"n = 0\nm = 1 + n/0", "    m = 1 + n/0\n            ~^~\n"},
            {"n = 0\nif True:\n\tn = 1 + n/0", "    n = 1 + n/0\n            ~^~\n"},
            {"w = 'ğü☃'; n = 0\nw = 'ğü☃' * (1 + n//0)", "    w = 'ğü☃' * (1 + n//0)\n                     ~^^~\n"},
            {"t = 'a\u2028b\fc'\nn = 0\n1 + n/0", "    1 + n/0\n        ~^~\n"},
            {"n = 0\n%json n\nk = 1\nk + n/0\n", "    k + n/0\n        ~^~\n"},
        };
        for (String[] cell : cells) {
            JsonNode traceback = execute(cell[0]).path("traceback");
            // Python marks the place within a line since 3.11.
            assertThat(traceback.path(1).asText().replaceAll("(?m)^ *[~^]+\n", ""))
                    .as(cell[0])
                    .endsWith(cell[1].substring(0, cell[1].indexOf('\n') + 1));
            if (marksPlaces()) {
                assertThat(traceback.path(1).asText()).as(cell[0]).endsWith(cell[1]);
            }
        }
        assertThat(execute("n = 0\n%json n\nk = 1\nk + n/0\n")
                        .path("traceback")
                        .path(1)
                        .asText())
                .contains("<cell 7>\", line 4,");
        JsonNode syntax = execute("n = 0\n%json n\n\nif n print()").path("traceback");
        assertThat(syntax.path(0).asText()).isEqualTo("  File \"<cell 7>\", line 4\n");
        assertThat(syntax.path(1).asText()).isEqualTo("    if n print()\n");
        assertThat(execute("\tn = (1,\n  2").path("ename").asText()).isEqualTo("IndentationError");
    }

    private boolean marksPlaces() throws Exception {
        return text("__import__('sys').version_info >= (3, 11)").equals("True");
    }

    /** A statement without its end blocks its session for good. */
    @Test
    void whateverTheCodeDoesItIsAnsweredAndTheNextIsToo() throws Exception {
        String[][] cells = {
            {
                "x = [float('nan')]\n%json x",
                "ValueError",
                "cannot show this value as JSON: nan is no number in JSON." + " Replace it, say by None"
            },
            {
                "x = {'a': (1, -float('inf'))}\n%json x",
                "ValueError",
                "cannot show this value as JSON: -inf is no number" + " in JSON. Replace it, say by None"
            },
            {
                "x = [[float('nan')]]\n%table x",
                "ValueError",
                "cannot show this value as JSON: nan is no number in JSON." + " Replace it, say by None"
            },
            {
                "big = 10**1500\n%json big",
                "ValueError",
                "cannot show this value as JSON: a number has more than 1000" + " digits. Make it a text, by str()"
            },
            {
                "big = [-10**9000]\n%table big",
                "ValueError",
                "cannot show this value as JSON: a number has more than 1000" + " digits. Make it a text, by str()"
            },
            {
                "deep = []\nfor unused in range(600): deep = [deep]\n%json deep",
                "ValueError",
                "cannot show this value as" + " JSON: it is nested more than 500 deep"
            },
            {
                "loop = []\nloop.append(loop)\n%json loop",
                "ValueError",
                "cannot show this value as JSON: Circular" + " reference detected"
            },
            {
                "raw = b'x'\n%json raw",
                "ValueError",
                "cannot show this value as JSON: Object of type bytes is not JSON" + " serializable"
            },
            {
                "long = 'b' * 21_000_000\n%json long",
                "OutputTooLong",
                "The output of this statement has 21000034" + " characters, Livy carries 15000000: show less of it"
            },
            {"class E(Exception):\n  def __str__(self): raise self\nraise E()", "E", "<its text failed with E>"},
            {"import sys\nsys.stdout.write([1])", "TypeError", "write() argument must be str, not list"},
            {"class R:\n  def __repr__(self): raise ValueError('no form')\nR()", "ValueError", "no form"},
            {"x = chr(0)\n\0", "SyntaxError|ValueError", "source code (string )?cannot contain null bytes.*"},
        };
        for (String[] cell : cells) {
            JsonNode answer = execute(cell[0]);
            assertThat(answer.path("ename").asText()).as(cell[0]).matches(cell[1]);
            assertThat(answer.path("evalue").asText())
                    .as(cell[0])
                    .satisfiesAnyOf(
                            value -> assertThat(value).isEqualTo(cell[2]),
                            value -> assertThat(value).matches(cell[2]));
            assertThat(text("1 + 1")).as(cell[0]).isEqualTo("2");
        }
    }

    @Test
    void whatNobodyCanReadAsItIsIsShownAllTheSame() throws Exception {
        assertThat(text("print(chr(0xd800), chr(0x1f600))")).isEqualTo("\ud800 \ud83d\ude00");
        assertThat(text("import os\nunused = os.write(1, bytes([255, 10]))\n'on'"))
                .isEqualTo("'on'");
        assertThat(text("10**1500")).hasSize(1501);
        assertThat(text("float('nan')")).isEqualTo("nan");
        assertThat(text("b'\\xff'")).isEqualTo("b'\\xff'");
    }

    @Test
    void aMessageThatIsTooLongIsCut() throws Exception {
        JsonNode answer = execute("print('before')\nraise ValueError('x' * 21_000_000)");

        assertThat(answer.path("ename").asText()).isEqualTo("ValueError");
        assertThat(answer.path("evalue").asText())
                .hasSizeLessThan(101_000)
                .endsWith("\n... (the output is longer than 100000 characters: 20900000 are not shown)\n");
        assertThat(answer.path("data").path(Outcome.TEXT).asText()).isEqualTo("before");
    }

    @Test
    void aPythonThatClosesItsWireIsEnded() throws Exception {
        for (String[] cell : new String[][] {
            {"import os; os.closerange(3, 100)", "Python ended with exit code 1"},
            {
                "import os, time\nos.closerange(3, 100)\nwhile True: time.sleep(1)",
                // Its thread that reads requests may be on its way to the next, and notices first.
                "Python (closed its wire to the driver and was ended|ended with exit code 1)"
            },
            {
                "import os, threading\nthreading.Timer(600, print).start()\nos.closerange(3, 100)",
                "Python ended with exit code 1"
            },
            {
                "import os\nfor wire in range(3, 100):\n  try: os.write(wire, b'junk')\n  except OSError: pass",
                "Python wrote \\d+ characters that are no answer and was ended"
            },
            // The child holds the wire open.
            {"import os, time\nif os.fork() == 0: time.sleep(60)\nos._exit(7)", "Python ended with exit code 7"},
        }) {
            long pid = Long.parseLong(text("__import__('os').getpid()"));
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            CompletableFuture<JsonNode> answer = python.execute(7, cell[0]);
            assertThatThrownBy(() -> answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(cell[0])
                    .rootCause()
                    .message()
                    .matches(cell[1]);
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            start();
        }
    }

    @Test
    void whatAPythonStartedEndsWithIt() throws Exception {
        long child = Long.parseLong(text("import subprocess\nsubprocess.Popen(['sleep', '600']).pid"));
        ProcessHandle sleeper = ProcessHandle.of(child).orElseThrow();

        python.close();

        assertThat(sleeper.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS).isAlive())
                .isFalse();
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
                .hasSizeBetween(5_000_000, 5_000_100)
                .endsWith("\n... (the output is longer than 5000000 characters: 25000030 are not shown)");
        // In one piece, and as a result.
        assertThat(text("print('b' * 21_000_000)"))
                .endsWith("\n... (the output is longer than 5000000 characters: 16000001 are not shown)");
        assertThat(text("'b' * 21_000_000"))
                .endsWith("\n... (the output is longer than 5000000 characters: 16000002 are not shown)");
    }

    @Test
    void aRunningCellIsInterruptedAndWordsAreCompletedMeanwhile() throws Exception {
        text("longish_name = 1");
        CompletableFuture<JsonNode> endless = python.execute(8, "import time\nprint('on')\nwhile True: time.sleep(1)");

        JsonNode completion = python.complete("x = longish_n", 13).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(completion.path("matches")).hasToString("[\"longish_name\"]");
        while (!python.printed()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .path("data")
                .path(Outcome.TEXT)
                .asText()
                .equals("on")) {
            assertThat(endless).isNotDone();
        }
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
        assertThat(answer.path("data").path(Outcome.TEXT).asText()).isEqualTo("on");
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
        return ready().execute(7, code).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private PythonProcess ready() throws Exception {
        python.ready().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return python;
    }
}
