package dev.sluice.magics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.StatementOutput;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completeness;
import dev.sluice.magics.cell.Completion;
import dev.sluice.magics.cell.MimeBundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SluiceCellsTest {

    private final FakeLivy livy = new FakeLivy();
    private final RecordedOutput output = new RecordedOutput();
    private final ScheduledThreadPoolExecutor heart = new ScheduledThreadPoolExecutor(1);
    private final List<Cells> opened = new ArrayList<>();
    private final Cells cells = notebook(Language.PYSPARK);

    private Cells notebook(Language language) {
        Cells made = SluiceCells.create(
                MagicsSettings.of(language, Map.of("conf", Map.of("a", "1"))), livy, new ManualTicker(), heart);
        opened.add(made);
        return made;
    }

    @AfterEach
    void close() {
        opened.forEach(Cells::close);
    }

    private CellOutcome run(String cell) {
        return cells.run(cell, output);
    }

    private String result(String cell) {
        CellOutcome outcome = run(cell);
        assertThat(outcome).isInstanceOf(CellOutcome.Succeeded.class);
        MimeBundle result = ((CellOutcome.Succeeded) outcome).result();
        return Objects.requireNonNull(result, "result").text();
    }

    private CellOutcome.Failed failure(String cell) {
        CellOutcome outcome = run(cell);
        assertThat(outcome).isInstanceOf(CellOutcome.Failed.class);
        return (CellOutcome.Failed) outcome;
    }

    @Test
    void startsTheSessionWithTheFirstCode() {
        livy.says("42\n");
        assertThat(run("  \n")).isEqualTo(new CellOutcome.Succeeded(null));
        assertThat(livy.requests).isEmpty();
        assertThat(run("6 * 7")).isEqualTo(new CellOutcome.Succeeded(null));
        run("6 * 7");
        assertThat(output.said).containsExactly("OUT 42\n", "OUT 42\n");
        assertThat(livy.codes).containsExactly("pyspark: 6 * 7", "pyspark: 6 * 7");
        assertThat(livy.requests).hasSize(1);
        assertThat(livy.requests.get(0).name()).matches("sluice-[0-9a-f]{16}");
        assertThat(livy.requests.get(0).heartbeatTimeout()).hasSeconds(60);
        assertThat(livy.requests.get(0).properties()).isEqualTo(Map.of("conf", Map.of("a", "1")));
    }

    @Test
    void runsEveryLanguageInTheOneSession() {
        livy.says("ok");
        run("%%spark\nval x = 1");
        run("%%pyspark x = 1\ny = 2");
        run("%%sparkr\nx <- 1");
        assertThat(livy.codes).containsExactly("spark: val x = 1", "pyspark: x = 1\ny = 2", "sparkr: x <- 1");
        assertThat(livy.requests).hasSize(1);
    }

    @Test
    void showsTheResultOfEverySqlStatement() {
        livy.interpreter = (language, code) -> new StatementOutput.Ok(Map.of(
                "application/json",
                Map.of(
                        "schema",
                        Map.of("type", "struct", "fields", List.of(Map.of("name", "n", "type", "integer"))),
                        "data",
                        List.of(List.of(code.length())))));
        assertThat(result("%%sql\nSELECT 1;\nSELECT 22")).isEqualTo("n\n-\n9\n1 row");
        assertThat(output.said).containsExactly("shown n\n-\n8\n1 row");
        assertThat(livy.codes).containsExactly("sql: SELECT 1", "sql: SELECT 22");
    }

    @Test
    void showsWhatItWaitsFor() {
        livy.looksBeforeIdle = 10;
        livy.looksBeforeEnd = 9;
        run("x");
        assertThat(output.said)
                .containsExactly(
                        "progress Starting Spark session 0 … 1 s",
                        "progress Spark session 0 is ready after 1 s",
                        "progress PySpark [#####---------------] 25 %, 2 s",
                        "progress ends");
    }

    @Test
    void showsNothingWhenItIsQuick() {
        livy.looksBeforeEnd = 2;
        run("x");
        assertThat(output.said).isEmpty();
    }

    @Test
    void cancelsWhatRuns() {
        livy.looksBeforeEnd = 100;
        livy.atLook = cells::interrupt;
        assertThat(failure("x"))
                .isEqualTo(new CellOutcome.Failed(
                        "CANCELLED",
                        "You cancelled the cell. What it had done before stays done.",
                        List.of("CANCELLED: You cancelled the cell. What it had done before stays done.")));
        assertThat(livy.calls).containsExactly("cancel 0");
        cells.interrupt();
    }

    @Test
    void showsThatItWaitsForTheEndOfACancelledTransfer() {
        livy.looksBeforeEnd = 100;
        AtomicInteger looks = new AtomicInteger();
        livy.atLook = () -> {
            if (looks.incrementAndGet() == 1) {
                cells.interrupt();
            }
        };

        CellOutcome.Failed failed = failure("%%sqlpool write df -> t");

        assertThat(failed.name()).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(failed.message()).startsWith("Whether the rows were written is not known\n");
        assertThat(output.said)
                .contains(
                        "progress sqlpool write df -> t: cancelled; waiting until it has ended … 2 s (interrupt again to"
                                + " stop waiting)");
        assertThat(livy.calls).containsExactly("cancel 0");
    }

    @Test
    void failsTheCellWithTheErrorOfTheCode() {
        livy.fails("ZeroDivisionError", "division by zero", "Traceback (most recent call last):\n", "  File x\n");
        assertThat(failure("1/0"))
                .isEqualTo(new CellOutcome.Failed(
                        "ZeroDivisionError",
                        "division by zero",
                        List.of(
                                "Traceback (most recent call last):",
                                "  File x",
                                "ZeroDivisionError: division by zero")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "%%sqlpol read t -> v|Unknown magic %%sqlpol. Did you mean %%sqlpool? %help lists all magics.",
                "%matplotlib inline|Unknown magic %matplotlib. %help lists all magics.",
                "%%sql|Missing code. Write it on the lines below %%sql.",
                "%%sql -o df|Unexpected '-o df' after %%sql. It takes no options; write the code on the lines below.",
                "%info now|Unexpected text after %info. It stands alone; write the rest into another cell.",
                "%logs many|Invalid number of lines 'many'. Write for example %logs 50.",
                "%%sqlpool read t|Missing view: where are the rows to go. Write %%sqlpool read <table> -> <view> [options].",
                "%sqlpool query|Missing T-SQL. Write the SELECT on the lines below %%sqlpool query.",
            })
    void refusesCellsThatMakeNoSense(String cell, String message) {
        CellOutcome.Failed failed = failure(cell);
        assertThat(failed.name()).isEqualTo("INVALID_REQUEST");
        assertThat(failed.message()).isEqualTo(message);
        assertThat(failed.traceback()).containsExactly("INVALID_REQUEST: " + message);
        assertThat(livy.requests).isEmpty();
    }

    @Test
    void doesNothingOfACellWithAnUnknownMagic() {
        failure("%cleanup\n%%sqlpol");
        assertThat(livy.calls).isEmpty();
    }

    @Test
    void tellsThatTheServerIsAway() {
        livy.failure = new LivyException.Unreachable("http://livy:8998", "connection refused", null);
        assertThat(failure("x").name()).isEqualTo("LIVY_UNREACHABLE");
        assertThat(failure("x").message())
                .isEqualTo("Cannot reach Livy at http://livy:8998: connection refused. Check that the Spark pool is up"
                        + " (./sluice up starts the local one) and that the address is right.");
    }

    @Test
    void tellsThatTheSessionHasDiedAndStartsAnother() {
        run("x");
        livy.expire();
        CellOutcome.Failed failed = failure("x");
        assertThat(failed.name()).isEqualTo("SESSION_DEAD");
        assertThat(failed.message())
                .isEqualTo("The Spark session 0 is gone: it has ended or expired, or Livy has restarted. Its variables"
                        + " and views are lost. The cell has not run. The next cell starts a new session; run the cells"
                        + " again that made what it needs.");
        assertThat(run("x")).isEqualTo(new CellOutcome.Succeeded(null));
        assertThat(livy.requests).hasSize(2);
    }

    @Test
    void reportsItsOwnDefects() {
        livy.interpreter = (language, code) -> {
            throw new IllegalStateException("boom");
        };
        CellOutcome.Failed failed = failure("x");
        assertThat(failed.name()).isEqualTo("INTERNAL");
        assertThat(failed.message()).isEqualTo("This is a defect of Sluice: java.lang.IllegalStateException: boom");
        assertThat(failed.traceback()).hasSizeGreaterThan(1);
    }

    @Test
    void configuresTheSessionBeforeItStarts() {
        assertThat(result("%%configure\n{\"conf\": {\"b\": \"2\"}, \"driverMemory\": \"2g\"}"))
                .isEqualTo("The session will start with these settings, with the first cell that needs it.");
        run("x");
        assertThat(livy.requests.get(0).properties())
                .isEqualTo(Map.of("conf", Map.of("a", "1", "b", "2"), "driverMemory", "2g"));
    }

    @Test
    void forgetsSettingsThatAreSaidAnew() {
        result("%%configure\n{\"driverMemory\": \"2g\"}");
        result("%%configure\n{\"conf\": null, \"queue\": \"q\"}");
        run("x");
        assertThat(livy.requests.get(0).properties()).isEqualTo(Map.of("queue", "q"));
    }

    @Test
    void restartsTheSessionOnlyByForce() {
        run("x");
        assertThat(failure("%%configure\n{}").message())
                .isEqualTo("The Spark session 0 has started already. Write %%configure -f to restart it with these"
                        + " settings; its variables and views are lost then.");
        assertThat(result("%%configure -f\n{\"queue\": \"q\"}"))
                .isEqualTo("Spark session 1 has started with these settings, in place of session 0.");
        assertThat(livy.calls).containsExactly("delete 0");
        assertThat(livy.requests.get(1).properties()).containsEntry("queue", "q");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~x = 1\n%%sqlpool write df -> t~|%%sqlpool|2",
                "~x = 1\n\n  %%sqlpol write df -> t~|%%sqlpol|3",
                "~# c\nx = 1\n%info~|%info|3",
                "~%info\nx = 1\n%logs 5~|%logs|3",
                "~%%spark\nval x = 1\n%%sql\nSELECT 1~|%%sql|3",
                "~%%sql\nSELECT 'a\n%%sql' AS x\n%%pyspark~|%%pyspark|4",
                "~%%sqlpool query\nSELECT 1\n%%sqlpool run~|%%sqlpool|3",
            })
    void saysThatAMagicMustComeFirst(String cell, String magic, int line) {
        CellOutcome.Failed failed = failure(cell);
        assertThat(failed.name()).isEqualTo("INVALID_REQUEST");
        assertThat(failed.message())
                .isEqualTo("Magic " + magic + " stands below code, on line " + line + " of its cell. A magic must come"
                        + " first in its cell: put it, and what belongs to it, into a cell of its own. Comments and blank"
                        + " lines may stand above it.");
        assertThat(livy.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~x = (5\n%info)~",
                "~x = '''\n%%sql\n'''~",
                "~# 100 %\nx = 5 % 3\n# %%sql\ny = 1~",
                "~x = 5 \\\n%info~",
                "~%%sql\nSELECT 5\n%info FROM t~",
                "~x = 1\n%json x~",
            })
    void takesForCodeWhatIsCode(String cell) {
        assertThat(run(cell)).isEqualTo(new CellOutcome.Succeeded(null));
        assertThat(livy.codes).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~# why\n\n%%spark\nval x = 1~",
                "~// why\n%%spark\nval x = 1~",
                "~-- why\n%%spark\nval x = 1~",
                "~/* why\n * so */\n%%spark\nval x = 1~",
            })
    void runsAMagicBelowComments(String cell) {
        run(cell);
        assertThat(livy.codes).containsExactly("spark: val x = 1");
    }

    @Test
    void takesBackSettingsThatTheServerRefuses() {
        assertThat(run("%%configure\n{\"queue\": \"nope\"}")).isInstanceOf(CellOutcome.Succeeded.class);
        livy.failure = new LivyException.Refused("the new session", 400, "unknown queue");
        CellOutcome.Failed failed = failure("x");
        assertThat(failed.name()).isEqualTo("SETTINGS_REFUSED");
        assertThat(failed.message())
                .isEqualTo(
                        "Livy refused the new session (HTTP 400): unknown queue.\nThe settings of %%configure are taken"
                                + " back: the next cell starts a session without them. Write %%configure again to change them.");
        livy.failure = null;
        run("x");
        assertThat(livy.requests.get(0).properties()).isEqualTo(Map.of("conf", Map.of("a", "1")));
    }

    @Test
    void takesBackSettingsWithWhichNoSessionStarts() {
        run("%%configure\n{\"conf\": {\"spark.executor.memory\": \"banana\"}}");
        livy.startsDie = true;
        assertThat(failure("x").message())
                .startsWith("The Spark session 1 did not start: it is dead.")
                .endsWith("Write %%configure again to change them.");
        assertThat(output.said)
                .containsExactly("ERR A Spark session did not start (session 0 is dead); another one is started.\n");
        assertThat(livy.requests).hasSize(2);
        assertThat(livy.requests.get(0).name())
                .isNotEqualTo(livy.requests.get(1).name());
        livy.startsDie = false;
        run("x");
        assertThat(livy.requests.get(2).properties()).isEqualTo(Map.of("conf", Map.of("a", "1")));
    }

    @Test
    void keepsSettingsWithWhichASessionHasStarted() {
        run("%%configure\n{\"queue\": \"q\"}");
        run("x");
        livy.expire();
        run("x");
        livy.startsDie = true;
        assertThat(failure("x").name()).isEqualTo("SESSION_START_FAILED");
        livy.startsDie = false;
        run("x");
        assertThat(livy.requests.get(livy.requests.size() - 1).properties()).containsEntry("queue", "q");
    }

    @Test
    void showsWhatWasPrintedBeforeAnError() {
        livy.interpreter = (language, code) -> new StatementOutput.Failed(
                "ZeroDivisionError", "division by zero", List.of(), Map.of("text/plain", "step 1\n"));
        assertThat(failure("x").name()).isEqualTo("ZeroDivisionError");
        assertThat(output.said).containsExactly("OUT step 1\n");
    }

    @Test
    void tellsWhatWasPrintedAndComplainedBeforeAnErrorApart() {
        livy.interpreter = (language, code) -> new StatementOutput.Failed(
                "E",
                "v",
                List.of(),
                Map.of(
                        "text/plain",
                        "step 1\nwarning",
                        "application/vnd.sluice.output.v1+json",
                        Map.of("stdout", "step 1\n", "stderr", "warning")));
        failure("%%spark\nx");
        assertThat(output.said).containsExactly("OUT step 1\n", "ERR warning\n");
    }

    @Test
    void showsWhatWasPrintedBeforeTheCancellation() {
        livy.looksBeforeEnd = 100;
        livy.atLook = cells::interrupt;
        livy.cancelledOutput =
                new StatementOutput.Failed("KeyboardInterrupt", "", List.of(), Map.of("text/plain", "step 1\n"));
        assertThat(failure("x").name()).isEqualTo("CANCELLED");
        assertThat(output.said).containsExactly("OUT step 1\n");
    }

    @Test
    void saysHowLongLivyAsksToWait() {
        livy.looksBeforeEnd = 2;
        int[] looks = {0};
        livy.atLook = () -> livy.failure =
                looks[0]++ < 3 ? new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(40)) : null;
        livy.atSessionLook = () -> livy.failure = null;
        livy.says("42\n");
        assertThat(run("x")).isEqualTo(new CellOutcome.Succeeded(null));
        assertThat(output.said).contains("progress PySpark: Livy asks to wait 40 s (HTTP 429, slow down) …");
    }

    @Test
    void saysThatLivyDoesNotAnswerWhileACellRuns() {
        livy.looksBeforeEnd = 2;
        int[] looks = {0};
        livy.atLook = () ->
                livy.failure = looks[0]++ < 20 ? new LivyException.Failed("statement 0", 502, "Bad Gateway") : null;
        livy.atSessionLook = () -> livy.failure = null;
        livy.says("42\n");
        assertThat(run("x")).isEqualTo(new CellOutcome.Succeeded(null));
        assertThat(output.said)
                .contains("progress PySpark: Livy has not answered for 1 s (HTTP 502, Bad Gateway). What runs goes on"
                        + " meanwhile; asking again …")
                .endsWith("OUT 42\n", "progress ends");
        assertThat(livy.codes).hasSize(1);
    }

    @Test
    void tellsOfSessions() {
        assertThat(result("%info")).isEqualTo("""
                        Livy at http://livy:8998
                        This notebook has no session yet: the first cell with code starts it
                          conf = {a=1}
                        The server has no sessions.""");
        assertThat(result("%logs")).isEqualTo("There is no session yet: the first cell with code starts it.");
        assertThat(result("%cleanup")).isEqualTo("There is no session to end.");
        run("x");
        assertThat(result("%%info")).isEqualTo("""
                        Livy at http://livy:8998
                        Session of this notebook: 0
                          conf = {a=1}
                        session | name   | state | application | Spark UI |
                        --------+--------+-------+-------------+----------+--------------
                              0 | name-0 | idle  | app-0       |          | this notebook""");
        assertThat(result("%logs 7")).isEqualTo("first line\nsecond line");
        assertThat(result("%cleanup")).isEqualTo("Spark session 0 has ended. The next cell with code starts another.");
        assertThat(livy.calls).containsExactly("log 7", "delete 0");
    }

    @Test
    void helps() {
        assertThat(result("%help")).startsWith("Magics of Sluice:\n").contains("%%configure [-f] {json}\n");
        assertThat(result("%help %%sql")).startsWith("%%sql\n");
        assertThat(result("%help sqlpool")).startsWith("Moves rows");
        assertThat(result("%sqlpool help")).startsWith("Moves rows");
        assertThat(result("%%sqlpool help write")).contains("--mode error|append|overwrite|ignore");
        assertThat(failure("%help sqlpol").message()).contains("Did you mean %%sqlpool?");
    }

    @Test
    void showsAllResultsOfACellWithSeveralMagics() {
        assertThat(result("%logs\n%cleanup")).isEqualTo("There is no session to end.");
        assertThat(output.said).containsExactly("shown There is no session yet: the first cell with code starts it.");
    }

    @Test
    void completesMagicsAndCode() {
        assertThat(cells.complete("%%sqlp", 6)).isEqualTo(new Completion(List.of("%%sqlpool"), 0, 6));
        assertThat(cells.complete("%info\n  %logs\n%%sqlpool wr", 26))
                .isEqualTo(new Completion(List.of("write"), 24, 26));
        assertThat(cells.complete("  %info", 1)).isEqualTo(new Completion(List.of(), 1, 1));
        assertThat(cells.inspect("  %info", 0)).isEqualTo(cells.inspect("  %info", 2));
        assertThat(cells.complete("df.sel", 6).matches()).as("no session yet").isEmpty();
        run("x");
        assertThat(cells.complete("df.sel", 6)).isEqualTo(new Completion(List.of("select", "selectExpr"), 3, 6));
        assertThat(cells.complete("%%spark\ndf.sel", 14))
                .isEqualTo(new Completion(List.of("select", "selectExpr"), 11, 14));
        assertThat(cells.complete("%%sqlpool query\nSEL", 19)).isEqualTo(new Completion(List.of(), 16, 19));
        assertThat(cells.complete("", 0).end()).isZero();
        assertThat(livy.calls)
                .containsExactly("complete pyspark df.sel 6", "complete spark df.sel 6", "complete pyspark  0");
    }

    @Test
    void offersOnlyWhatCanReplaceTheWord() {
        run("x");
        livy.candidates = List.of("df.select(", "df.selectExpr(", "def sel: Int", "sel", "other", "");
        assertThat(cells.complete("x = df.sel", 10))
                .isEqualTo(new Completion(List.of("select(", "selectExpr(", "sel"), 7, 10));
    }

    @Test
    void showsWhatWasPrintedBesideAPicture() {
        livy.interpreter =
                (language, code) -> new StatementOutput.Ok(Map.of("text/plain", "printed", "image/png", "aGk="));
        assertThat(result("plot()")).isEqualTo("(image/png)");
        assertThat(output.said).containsExactly("OUT printed\n");
    }

    @Test
    void offersNothingWhileCodeRuns() {
        List<Completion> offered = new ArrayList<>();
        livy.atLook = () -> offered.add(cells.complete("df.sel", 6));
        run("x");
        assertThat(offered).containsExactly(new Completion(List.of(), 3, 6));
    }

    @Test
    void explainsMagics() {
        assertThat(cells.inspect("%%sqlpool write df -> t --mode x", 28))
                .map(MimeBundle::text)
                .contains("--mode error|append|overwrite|ignore\n      what to do if the table exists; default error");
        assertThat(cells.inspect("df.write", 4)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|COMPLETE",
                "x = 1|COMPLETE",
                "x = (|INCOMPLETE",
                "%info|COMPLETE",
                "%%nope|INVALID",
                "%%sql|INCOMPLETE",
                "%%sql SELECT 1|COMPLETE",
                "%%sqlpool query|INCOMPLETE",
                "%%sqlpool read t -> v|COMPLETE",
                "%%configure -f|INCOMPLETE",
                "%%configure {}|COMPLETE"
            })
    void tellsWholeCells(String cell, Completeness completeness) {
        assertThat(cells.completeness(cell)).isEqualTo(completeness);
    }

    @Test
    void tellsWholeCellsOfOtherLanguages() {
        Function<String, Completeness> sql = notebook(Language.SQL)::completeness;
        assertThat(sql.apply("SELECT (")).isEqualTo(Completeness.INCOMPLETE);
        assertThat(sql.apply("%%spark\nval x =")).isEqualTo(Completeness.INCOMPLETE);
    }

    @Test
    void keepsItsSessionAliveAndLetsGoOfItAtTheEnd() {
        assertThat(heart.getQueue()).hasSize(1);
        run("x");
        assertThat(livy.calls).isEmpty();
        cells.close();
        assertThat(livy.calls).containsExactly("release 0", "close");
        assertThat(heart.isShutdown()).isTrue();
    }

    @Test
    void givesUpAStartThatIsCancelled() {
        livy.looksBeforeIdle = 100;
        livy.atSessionLook = cells::interrupt;
        CellOutcome.Failed failed = failure("x");
        assertThat(failed.name()).isEqualTo("CANCELLED");
        assertThat(failed.message())
                .isEqualTo("The start of the Spark session 0 was cancelled. The next cell starts a new one.");
        assertThat(livy.calls).contains("release 0");
    }
}
