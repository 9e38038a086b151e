package dev.sluice.magics.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.StatementOutput;
import dev.sluice.magics.RecordedOutput;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailuresTest {

    private static CellOutcome.Failed code(Language language, String name, String value, String... traceback) {
        return Failures.of(new StatementOutput.Failed(name, value, List.of(traceback)), language);
    }

    @Test
    void tellsWhatWhyAndFixAndFoldsTheRest() {
        RecordedOutput output = new RecordedOutput();
        CellOutcome.Failed failed = Failures.of(
                new TransferFailure(
                        ErrorCode.TABLE_EXISTS,
                        "The table exists",
                        "The mode is error.",
                        "Write --mode append.",
                        List.of("d1", "d2")),
                output);
        assertThat(failed)
                .isEqualTo(new CellOutcome.Failed(
                        "TABLE_EXISTS",
                        "The table exists\nThe mode is error.\nWrite --mode append.",
                        List.of("TABLE_EXISTS: The table exists", "The mode is error.", "Write --mode append.")));
        assertThat(output.said).containsExactly("shown Details:\nd1\nd2");
        assertThat(String.valueOf(output.bundles.get(0).forms().get("text/html")))
                .startsWith("<details>");
    }

    @Test
    void showsTheBeginningOfLongDetailsInATerminal() {
        RecordedOutput output = new RecordedOutput();
        Failures.of(new TransferFailure(ErrorCode.INTERNAL, "a", "", "b", List.of("x\n".repeat(12))), output);
        assertThat(output.said).containsExactly("shown Details:\n" + "x\n".repeat(10) + "(and 2 more lines)");
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(Language.SPARK, "java.lang.RuntimeException: boom", "java.lang.RuntimeException", "boom"),
                Arguments.of(Language.SPARK, "scala.MatchError", "scala.MatchError", "scala.MatchError"),
                Arguments.of(
                        Language.SPARK,
                        "org.apache.spark.SparkException: Job aborted:\n\tat a.b.C.d(C.scala:1)\n\tat a.b.C.e(C.scala:2)\nCaused by: x",
                        "org.apache.spark.SparkException",
                        "Job aborted:\nCaused by: x"),
                Arguments.of(
                        Language.SPARK,
                        "<console>:24: error: not found: value x\n       x\n       ^",
                        "CompilationError",
                        "not found: value x\n       x\n       ^"),
                Arguments.of(Language.SPARK, "something odd", "Error", "something odd"),
                Arguments.of(
                        Language.SQL,
                        "[TABLE_OR_VIEW_NOT_FOUND] The table or view `x` cannot be found.; line 1 pos 14;\n'Project [*]\n+- 'UnresolvedRelation [x], [], false\n",
                        "AnalysisException",
                        "[TABLE_OR_VIEW_NOT_FOUND] The table or view `x` cannot be found.; line 1 pos 14"),
                Arguments.of(
                        Language.SQL,
                        "\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'.(line 1, pos 0)\n\n== SQL ==\nSELEC 1\n^^^\n",
                        "ParseException",
                        "[PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'.(line 1, pos 0)\n\n== SQL ==\nSELEC 1\n^^^"),
                Arguments.of(
                        Language.SQL,
                        "[DIVIDE_BY_ZERO] Division by zero.",
                        "SparkException",
                        "[DIVIDE_BY_ZERO] Division by zero."),
                Arguments.of(Language.SQL, "odd", "SqlError", "odd"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void namesErrorsThatLivyDoesNot(Language language, String value, String name, String message) {
        CellOutcome.Failed failed = code(language, "Error", value);
        assertThat(failed.name()).isEqualTo(name);
        assertThat(failed.message()).isEqualTo(message);
        assertThat(String.join("\n", failed.traceback()))
                .isEqualTo(name.equals(message) ? name : name + ": " + message);
    }

    @Test
    void takesColoursAndPlansOut() {
        CellOutcome.Failed failed = code(
                Language.PYSPARK,
                "AnalysisException",
                "\u001B[31m[X_Y] no\u001B[0m;\n'Project [*]\n+- 'Y",
                "\u001B[0;31mTraceback (most recent call last):\u001B[0m\n",
                "  File \"<stdin>\", line 1, in <module>\n");
        assertThat(failed.message()).isEqualTo("[X_Y] no");
        assertThat(failed.traceback())
                .containsExactly(
                        "Traceback (most recent call last):",
                        "  File \"<stdin>\", line 1, in <module>",
                        "AnalysisException: [X_Y] no");
    }

    @Test
    void leavesOutTheLibrariesBetweenTheCellAndSpark() {
        CellOutcome.Failed failed = code(
                Language.PYSPARK,
                "Py4JJavaError",
                "An error occurred while calling o70.collectToPython.\n: org.apache.spark.SparkException: Job aborted\n"
                        + "\tat a.b.C.d(C.scala:1)\n\nDriver stacktrace:\nCaused by: x\n\t... 1 more",
                "Traceback (most recent call last):\n",
                "  File \"<cell 3>\", line 3, in <module>\n    f()\n",
                "  File \"/x/site-packages/pyspark/sql/dataframe.py\", line 1263, in collect\n    sock()\n    ^^^^\n",
                "  File \"/x/lib/py4j-0.10.9.7-src.zip/py4j/protocol.py\", line 326, in get\n    raise\n",
                "py4j.protocol.Py4JJavaError: An error occurred while calling o70.collectToPython.\n: org.apache.spark.SparkException: Job aborted\n");
        assertThat(failed.message()).isEqualTo("org.apache.spark.SparkException: Job aborted\n\nCaused by: x");
        assertThat(failed.traceback())
                .containsExactly(
                        "Traceback (most recent call last):",
                        "  File \"<cell 3>\", line 3, in <module>",
                        "    f()",
                        "  ... in pyspark",
                        "py4j.protocol.Py4JJavaError: An error occurred while calling o70.collectToPython.",
                        ": org.apache.spark.SparkException: Job aborted");
    }

    @Test
    void doesNotRepeatWhatTheTracebackSays() {
        assertThat(code(
                                Language.PYSPARK,
                                "ValueError",
                                "bad",
                                "Traceback (most recent call last):\n",
                                "ValueError: bad\n")
                        .traceback())
                .containsExactly("Traceback (most recent call last):", "ValueError: bad");
    }

    @Test
    void keepsTheFirstFramesOfTheJvm() {
        assertThat(code(
                                Language.SPARK,
                                "Error",
                                "java.lang.RuntimeException: boom",
                                "  at f(<console>:23)",
                                "  at g(<console>:24)",
                                "  at h(<console>:25)",
                                "  at a.b.C.d(C.scala:1)",
                                "  at a.b.C.e(C.scala:2)",
                                "Caused by: x")
                        .traceback())
                .containsExactly(
                        "java.lang.RuntimeException: boom",
                        "  at f(<console>:23)",
                        "  at g(<console>:24)",
                        "  at h(<console>:25)",
                        "    ...",
                        "Caused by: x");
    }

    @Test
    void shortensLongTracebacks() {
        String[] lines = IntStream.range(0, 250).mapToObj(i -> "line " + i).toArray(String[]::new);
        List<String> traceback = code(Language.PYSPARK, "E", "x", lines).traceback();
        assertThat(traceback).hasSize(102).contains("line 49", "    ... 150 lines ...", "line 200");
    }

    static Stream<Arguments> livy() {
        return Stream.of(
                Arguments.of(new LivyException.Unauthorized("u", 401, "no"), "LIVY_LOGIN_FAILED"),
                Arguments.of(new LivyException.StartFailed("1", "dead", List.of()), "SESSION_START_FAILED"),
                Arguments.of(new LivyException.Refused("x", 400, "no"), "LIVY_REFUSED"),
                Arguments.of(new LivyException.Failed("x", 500, "no"), "LIVY_FAILED"),
                Arguments.of(new LivyException.StartCancelled("1"), "CANCELLED"));
    }

    @ParameterizedTest
    @MethodSource("livy")
    void namesTroubleWithTheSparkPool(LivyException trouble, String name) {
        assertThat(Failures.of(trouble).name()).isEqualTo(name);
        assertThat(Failures.of(trouble).message()).isEqualTo(trouble.getMessage());
    }

    @Test
    void isHonestAboutCodeThatGoesOn() {
        assertThat(Failures.of(new StatementOutput.Cancelled(StatementOutput.Code.RUNNING))
                        .message())
                .isEqualTo(
                        "You cancelled the cell. Its Spark jobs are cancelled, but its code still runs in the driver:"
                                + " Livy cannot stop it.\nThe next cell runs after it. To stop it at once, end the session with"
                                + " %cleanup.");
    }
}
