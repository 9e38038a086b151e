package dev.sluice.magics.syntax;

import static dev.sluice.livy.Language.PYSPARK;
import static dev.sluice.livy.Language.SPARK;
import static dev.sluice.livy.Language.SPARKR;
import static dev.sluice.livy.Language.SQL;
import static dev.sluice.magics.cell.Completeness.COMPLETE;
import static dev.sluice.magics.cell.Completeness.INCOMPLETE;
import static dev.sluice.magics.cell.Completeness.INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzzing.Memory;
import dev.sluice.livy.Language;
import dev.sluice.magics.cell.Completeness;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CodeShapeTest {

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of(PYSPARK, "1", COMPLETE),
                Arguments.of(PYSPARK, "print('hello, world')", COMPLETE),
                Arguments.of(PYSPARK, "def f(x):\n  return x*2\n\n\n", COMPLETE),
                Arguments.of(PYSPARK, "def f(x):\n  return x*2\n\n", COMPLETE),
                Arguments.of(PYSPARK, "print('''hello", INCOMPLETE),
                Arguments.of(PYSPARK, "print(\"\"\"a\nb\"\"\")", COMPLETE),
                Arguments.of(PYSPARK, "def f(x):\n  x*2", INCOMPLETE),
                Arguments.of(PYSPARK, "for i in range(3):", INCOMPLETE),
                Arguments.of(PYSPARK, "for i in range(3):\n\n", INCOMPLETE),
                Arguments.of(PYSPARK, "for i in range(3):\n\tprint(i)", INCOMPLETE),
                Arguments.of(PYSPARK, "for i in range(3): # (\n  print(i)\nx = 1", COMPLETE),
                Arguments.of(PYSPARK, "x = (1,\n", INCOMPLETE),
                Arguments.of(PYSPARK, "x = 1 + \\", INCOMPLETE),
                Arguments.of(PYSPARK, "x = 1 + \\\n  2", INCOMPLETE),
                Arguments.of(PYSPARK, "x = 'a\\'b'", COMPLETE),
                Arguments.of(PYSPARK, "x = 'a", INVALID),
                Arguments.of(PYSPARK, "x = 'a\nb'", INVALID),
                Arguments.of(PYSPARK, "x = 'a\\\n", INCOMPLETE),
                Arguments.of(PYSPARK, "import = 7q", INVALID),
                Arguments.of(PYSPARK, "x = 7q", INVALID),
                Arguments.of(PYSPARK, "x = 7if y else 0x1F + 1e5 + 2j + 1_000", COMPLETE),
                Arguments.of(PYSPARK, "x = )", INVALID),
                Arguments.of(PYSPARK, "x = [1)", INVALID),
                Arguments.of(SPARK, "val x = 1", COMPLETE),
                Arguments.of(SPARK, "def f(x: Int) = {", INCOMPLETE),
                Arguments.of(SPARK, "def f(x: Int) = {\n  x }", COMPLETE),
                Arguments.of(SPARK, "val x =", INCOMPLETE),
                Arguments.of(SPARK, "val x = 1 // =", COMPLETE),
                Arguments.of(SPARK, "df.\n", INCOMPLETE),
                Arguments.of(SPARK, "val x = if (a) 1 else", INCOMPLETE),
                Arguments.of(SPARK, "val s = \"\"\"a\n\"b\"\"\"", COMPLETE),
                Arguments.of(SPARK, "val s = \"\"\"a", INCOMPLETE),
                Arguments.of(SPARK, "/* a", INCOMPLETE),
                Arguments.of(SPARK, "/* a */ 'c'", COMPLETE),
                Arguments.of(SPARK, "val x = }", INVALID),
                Arguments.of(SPARK, "val s = \"a", INVALID),
                Arguments.of(SQL, "SELECT 1", COMPLETE),
                Arguments.of(SQL, "SELECT (1 -- )", INCOMPLETE),
                Arguments.of(SQL, "SELECT 'a\n", INCOMPLETE),
                Arguments.of(SQL, "SELECT 'a\nb', `c(`", COMPLETE),
                Arguments.of(SQL, "SELECT 1)", INVALID),
                Arguments.of(SPARKR, "f <- function(x) {", INCOMPLETE),
                Arguments.of(SPARKR, "'a\nb' # (", COMPLETE));
    }

    /** Each of them made a copy of all that follows. */
    @Test
    void takesNoMemoryForBackslashes() throws Exception {
        String code = "\\ x".repeat(30_000);

        Memory.bound(
                code.length(), 100, () -> assertThat(CodeShape.of(SPARK, code)).isEqualTo(COMPLETE));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void tellsWholeCode(Language language, String code, Completeness completeness) {
        assertThat(CodeShape.of(language, code)).isEqualTo(completeness);
    }
}
