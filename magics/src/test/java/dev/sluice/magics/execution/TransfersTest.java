package dev.sluice.magics.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.livy.Cancellation;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.StatementOutput;
import dev.sluice.magics.FakeLivy;
import dev.sluice.magics.ManualTicker;
import dev.sluice.magics.command.SqlPoolRequests;
import dev.sluice.magics.session.Monitor;
import dev.sluice.magics.session.NotebookSession;
import dev.sluice.magics.session.SessionSettings;
import dev.sluice.magics.session.Work;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferOutcome;
import dev.sluice.transfer.TransferReceipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TransfersTest {

    private static final String RECEIPT = TransferOutcome.LINE_PREFIX
            + "{\"outcome\":\"receipt\",\"operation\":\"write\",\"table\":\"[dbo].[t]\",\"rows\":5,\"bytes\":10,"
            + "\"files\":1,\"phases\":[],\"statements\":[],\"counts\":[],\"fingerprints\":[],\"results\":[],\"warnings\":[],"
            + "\"rowCounts\":[],\"losses\":[]}\n";

    private static final String NO_FRAME = TransferOutcome.LINE_PREFIX
            + "{\"outcome\":\"failure\",\"code\":\"FRAME_NOT_FOUND\",\"what\":\"a\",\"why\":\"b\",\"fix\":\"c\","
            + "\"details\":[]}\n";

    private final FakeLivy livy = new FakeLivy();
    private final Cancellation cancellation = new Cancellation();
    private final List<String> other = new ArrayList<>();
    private final NotebookSession session = new NotebookSession(
            livy,
            new SessionSettings(null, Duration.ofSeconds(60), Map.of()),
            new ManualTicker(),
            new ScheduledThreadPoolExecutor(1));

    @AfterEach
    void close() {
        session.close();
    }

    private TransferOutcome run(Language notebook, String line) {
        return run(new Transfers(session, notebook), line);
    }

    private TransferFailure failure(Language notebook, String line) {
        return (TransferFailure) run(notebook, line);
    }

    @Test
    void writesAVariableOfTheNotebooksLanguage() {
        livy.says("some output\n\n" + RECEIPT);
        assertThat(run(Language.PYSPARK, "write df -> t")).isInstanceOf(TransferReceipt.class);
        assertThat(other).containsExactly("some output\n");
        String code = livy.codes.get(0);
        assertThat(code)
                .startsWith("pyspark: (lambda found, frame: print(")
                .matches("(?s).*\\(\"df\" in globals\\(\\), globals\\(\\)\\.get\\(\"df\"\\)\\) # sluice [0-9a-f-]{36}");
        assertThat(request(code)).contains("\"frame\":\"df\",\"columns\":[],\"target\":{\"table\":\"[dbo].[t]\"");
    }

    @Test
    void writesAVariableOfScala() {
        livy.says(RECEIPT);
        run(Language.SPARK, "write df -> t");
        assertThat(livy.codes.get(0))
                .matches("spark: println\\(_root_\\.dev\\.sluice\\.connector\\.SluiceTransfers\\.write\\(spark,"
                        + " `df`\\.asInstanceOf\\[AnyRef], \"[A-Za-z0-9+/=]+\"\\)\\) // sluice [0-9a-f-]{36}");
    }

    @ParameterizedTest
    @CsvSource({"PYSPARK,pyspark", "SPARK,spark", "SQL,spark", "SPARKR,spark"})
    void readsInALanguageThatEverySessionHas(Language notebook, String kind) {
        livy.says(RECEIPT);
        run(notebook, "read t -> v");
        assertThat(livy.codes).hasSize(1);
        assertThat(livy.codes.get(0)).startsWith(kind + ": print").contains("SluiceTransfers.run(spark");
    }

    @Test
    void looksForAFrameAmongViewsAndInTheOtherLanguage() {
        livy.interpreter = (language, code) -> {
            String text =
                    code.contains(".run(") ? NO_FRAME : language == Language.SPARK ? RECEIPT : "sluice-frame:missing\n";
            return new StatementOutput.Ok(Map.of("text/plain", text));
        };
        assertThat(run(Language.PYSPARK, "write df -> t")).isInstanceOf(TransferReceipt.class);
        assertThat(livy.codes)
                .extracting(code -> code.substring(0, 12))
                .containsExactly("pyspark: (la", "pyspark: pri", "spark: print");
    }

    @Test
    void writesAView() {
        livy.says(RECEIPT);
        run(Language.PYSPARK, "write `my view` -> t");
        assertThat(livy.codes).hasSize(1);
        assertThat(livy.codes.get(0)).contains("SluiceTransfers.run(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"df", "`df`"})
    void tellsThatThereIsNoFrame(String frame) {
        livy.interpreter = (language, code) -> code.contains(".run(")
                ? new StatementOutput.Ok(Map.of("text/plain", NO_FRAME))
                : new StatementOutput.Failed(
                        "Error", "<console>:24: error: not found: value df", List.of("       df", "       ^"));
        TransferFailure failure = failure(Language.SPARK, "write " + frame + " -> t");
        assertThat(failure)
                .isEqualTo(new TransferFailure(
                        ErrorCode.FRAME_NOT_FOUND,
                        "There is no frame '" + frame + "'",
                        "No variable of PySpark or Scala and no view of the session has this name.",
                        "Run the cell that makes it, or name another: %%sql with SHOW VIEWS lists the views.",
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pandas.core.frame.DataFrame|pandas.core.frame.DataFrame|Make a Spark frame of it first:"
                        + " spark.createDataFrame(df).",
                "pyspark.pandas.frame.DataFrame|pyspark.pandas.frame.DataFrame|Make a Spark frame of it first:"
                        + " df.to_spark().",
                "builtins.int|int|Name a variable that holds a DataFrame of Spark.",
            })
    void tellsThatAVariableIsNoFrame(String printed, String type, String fix) {
        livy.says("sluice-frame:kind:" + printed + "\n");
        assertThat(failure(Language.PYSPARK, "write df -> t"))
                .isEqualTo(new TransferFailure(
                        ErrorCode.FRAME_OF_WRONG_KIND,
                        "'df' is no DataFrame of Spark",
                        "It is of class " + type + '.',
                        fix,
                        List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<console>:24: error: object sluice is not a member of package dev",
                "<console>:24: error: object dev is not a member of package <root>",
                "'JavaPackage' object is not callable"
            })
    void tellsThatTheConnectorIsMissing(String error) {
        livy.fails("Error", error);
        TransferFailure failure = failure(Language.PYSPARK, "read t -> v");
        assertThat(failure.what()).isEqualTo("The Spark session has no Sluice connector");
        assertThat(failure.fix()).contains("%%configure -f {\"jars\":");
    }

    @Test
    void takesANameThatIsNoValueOfScalaForAView() {
        livy.interpreter = (language, code) -> code.contains(".run(")
                ? new StatementOutput.Ok(Map.of("text/plain", "half a line" + RECEIPT))
                : new StatementOutput.Failed(
                        "Error", "<console>:24: error: missing argument list for method count", List.of());
        assertThat(run(Language.SPARK, "write count -> t")).isInstanceOf(TransferReceipt.class);
    }

    @Test
    void passesOtherErrorsOn() {
        livy.fails("Py4JNetworkError", "Answer from Java side is empty\nmore", "line");
        assertThat(failure(Language.PYSPARK, "read t -> v"))
                .isEqualTo(new TransferFailure(
                        ErrorCode.INTERNAL,
                        "The statement of the transfer failed",
                        "Py4JNetworkError: Answer from Java side is empty",
                        "%logs shows what the Spark driver said. Run the cell again if the cause has passed.",
                        List.of("line")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello|it printed no outcome.",
                "sluice-outcome:{|Unexpected end-of-input",
                "sluice-outcome:{\"outcome\":\"party\"}|Could not resolve type id 'party'"
            })
    void doesNotGuessAnOutcome(String printed, String why) {
        livy.says(printed);
        TransferFailure failure = failure(Language.PYSPARK, "read t -> v");
        assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure.what()).isEqualTo("The transfer ended, but what it answered cannot be read");
        assertThat(failure.why()).startsWith(why);
    }

    @Test
    void sendsNothingOfATransferThatWasCancelledBefore() {
        cancellation.request();
        TransferFailure failure = failure(Language.PYSPARK, "write df -> t");
        assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(failure.why()).isEqualTo("Nothing was sent.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read t -> v   | CANCELLED       | You cancelled the transfer | nothing was changed in the SQL pool.",
                "write df -> t | OUTCOME_UNKNOWN | Whether the rows were written is not known | and loads nothing twice.",
            })
    void isHonestAboutACancelledTransferThatSaidNothing(String line, ErrorCode code, String what, String fix) {
        livy.atLook = cancellation::request;
        livy.looksBeforeEnd = 5;
        TransferFailure failure = failure(Language.PYSPARK, line);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.what()).isEqualTo(what);
        assertThat(failure.why())
                .isEqualTo("You cancelled it, and it has not said yet how it ended: it may wait for the SQL pool, take"
                        + " away what it had made, or finish. The next cell runs after it; %cleanup ends it with the"
                        + " session.");
        assertThat(failure.fix()).endsWith(fix);
    }

    @Test
    void isHonestAboutACancelledTransferThatEndedWithoutAWord() {
        livy.atLook = cancellation::request;
        livy.looksBeforeEnd = 5;
        livy.cancelledOutput = new StatementOutput.Failed("KeyboardInterrupt", "", List.of());

        TransferFailure failure = failure(Language.PYSPARK, "write df -> t");

        assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure.why()).isEqualTo("You cancelled it, and it did not say what it had done by then.");
    }

    @Test
    void showsTheFailureThatACancelledTransferReports() {
        livy.atLook = cancellation::request;
        livy.looksBeforeEnd = 5;
        livy.cancelledOutput = new StatementOutput.Ok(Map.of(
                "text/plain",
                "sluice-outcome:{\"outcome\":\"failure\",\"code\":\"CANCELLED\",\"what\":\"The transfer was"
                        + " cancelled\",\"why\":\"why\",\"fix\":\"fix\",\"details\":[]}\n"));

        TransferFailure failure = failure(Language.PYSPARK, "write df -> t");

        assertThat(failure)
                .isEqualTo(new TransferFailure(
                        ErrorCode.CANCELLED, "The transfer was cancelled", "why", "fix", List.of()));
        assertThat(other).isEmpty();
    }

    @Test
    void believesWhatACancelledTransferSaysOfItself() {
        livy.atLook = cancellation::request;
        livy.looksBeforeEnd = 5;
        livy.cancelledOutput = new StatementOutput.Ok(Map.of("text/plain", RECEIPT));
        assertThat(run(Language.PYSPARK, "write df -> t")).isInstanceOf(TransferReceipt.class);
        assertThat(other)
                .containsExactly("You cancelled the transfer too late to stop it: it has done what it was to do.\n");
    }

    @Test
    void loadsOnceWhenTheAnswerToItsPostingIsLost() {
        livy.says(RECEIPT);
        livy.postFailure = new LivyException.AnswerLost("http://livy", "the connection broke", null);
        assertThat(run(Language.PYSPARK, "write df -> t --mode append")).isInstanceOf(TransferReceipt.class);
        assertThat(livy.codes).hasSize(1);
    }

    @Test
    void neverTakesTheSameTransferOfAnotherCellForItself() {
        livy.says(RECEIPT);
        run(Language.PYSPARK, "write df -> t --mode append");
        run(Language.PYSPARK, "write df -> t --mode append");
        assertThat(livy.codes).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void doesNotKnowTheOutcomeWhenLivyStopsTelling() {
        livy.atLook = () -> livy.failure = new LivyException.AnswerLost("http://livy", "no answer in time", null);
        TransferFailure failure = failure(Language.PYSPARK, "write df -> dbo.T --mode append");
        assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure.why()).isEqualTo("Livy tells nothing about it any more (no answer in time).");
        assertThat(failure.fix())
                .matches(
                        "%sqlpool status 20\\w+ finds it out\\. The same cell, run again in this notebook, finds it out"
                                + " first and loads nothing twice\\.");
        livy.failure = null;
    }

    @Test
    void asksForTheSameTransferAgainUntilItIsKnownWhatBecameOfIt() {
        Transfers transfers = new Transfers(session, Language.PYSPARK);
        livy.atLook = () -> livy.failure = new LivyException.AnswerLost("http://livy", "no answer in time", null);
        TransferFailure lost = (TransferFailure) run(transfers, "write df -> dbo.T --mode append");
        String id = idIn(lost.fix());
        livy.failure = null;
        livy.atLook = () -> {};

        for (String line : List.of(
                "write df -> dbo.U --mode append",
                "write df -> dbo.T --mode append",
                "write df -> dbo.T --mode append")) {
            livy.says(RECEIPT);
            run(transfers, line);
        }

        assertThat(livy.codes).hasSize(4);
        assertThat(livy.codes.stream().map(TransfersTest::request).map(request -> request.contains(id)))
                .containsExactly(true, false, true, false);
    }

    private TransferOutcome run(Transfers transfers, String line) {
        Work work = new Work(cancellation, new Silence());
        return transfers.run(SqlPoolRequests.parse(line, "", TransferId.create()), work, other::add);
    }

    private static String request(String code) {
        String request = code.replaceFirst("(?s).*_jdf, \"([A-Za-z0-9+/=]*)\".*", "$1");
        return new String(Base64.getDecoder().decode(request), StandardCharsets.UTF_8);
    }

    private static String idIn(String text) {
        Matcher id = Pattern.compile("\\d{8}_\\d{6}_[0-9a-f]{16}").matcher(text);
        assertThat(id.find()).isTrue();
        return id.group();
    }

    @Test
    void doesNotKnowTheOutcomeWhenTheSessionDiesMeanwhile() {
        livy.atLook = livy::expire;
        livy.looksBeforeEnd = 1000;
        TransferFailure failure = failure(Language.PYSPARK, "write df -> t");
        assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure.why())
                .isEqualTo("While it ran, its Spark session was gone: it has ended or expired, or Livy has restarted.");
    }

    @Test
    void splitsLiteralsThatAClassFileCannotHold() {
        String code = TransferCode.run(Language.SPARK, "a".repeat(70_000));
        assertThat(code).startsWith("println(").contains("Seq(\"aaa").contains("a\").mkString)) // sluice ");
        assertThat(code.split("\"")).allMatch(piece -> piece.length() <= 30_000);
    }

    private static final class Silence implements Monitor {
        @Override
        public void starting(LivySession starting, Duration elapsed) {}

        @Override
        public void started(LivySession started, Duration elapsed) {}

        @Override
        public void startsAgain(LivyException.StartFailed failure) {}

        @Override
        public void unanswered(LivyException failure, Duration elapsed) {}

        @Override
        public void running(LivyStatement statement, Duration elapsed) {}
    }
}
