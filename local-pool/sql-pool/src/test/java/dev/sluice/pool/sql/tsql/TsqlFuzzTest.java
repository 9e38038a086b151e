package dev.sluice.pool.sql.tsql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.StatementThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Batches of who is logged in, and what the pool keeps of them. */
class TsqlFuzzTest {

    /** Tokens and the tree, for each character of a batch. */
    private static final int FACTOR = 4000;

    private static final List<String> WORDS = List.of(
            "SELECT ",
            " FROM ",
            " WHERE ",
            "(",
            ")",
            "((",
            "))",
            "[",
            "]",
            "'",
            "''",
            "\"",
            "--",
            "/*",
            "*/",
            ";",
            ",",
            ".",
            "..",
            "@",
            "#",
            "CASE WHEN ",
            " THEN ",
            " END",
            " UNION ALL ",
            " OVER (",
            "NOT ",
            "-",
            "~",
            " IS NULL",
            " IN (",
            "EXISTS (",
            "CAST(",
            " AS ",
            "0x",
            "1e",
            "$",
            "N'",
            "{",
            "}",
            "PASSWORD = ",
            "WITH (",
            "DECLARE @a int = ",
            "IF ",
            "BEGIN ",
            "\nGO\n");

    @Provide
    Arbitrary<String> batches() throws IOException {
        List<String> examples = new ArrayList<>(CorpusTest.statements());
        examples.add("DECLARE @a int = 1; IF @a = 1 BEGIN SELECT CASE WHEN @a > 0 THEN -@a ELSE ((@a)) END; END");
        examples.add("CREATE LOGIN joe WITH PASSWORD = N'Hid''den!1', DEFAULT_DATABASE = [x] -- and /* so on */");
        return Mutations.ofText(examples, WORDS);
    }

    @Provide
    Arbitrary<String> heaps() {
        return Arbitraries.of(WORDS).list().ofMaxSize(200).map(words -> String.join("", words));
    }

    @Property
    void aBatchIsReadOrRefused(@ForAll("batches") String batch) throws Exception {
        read(batch);
    }

    @Property
    void aHeapOfWordsIsReadOrRefused(@ForAll("heaps") String heap) throws Exception {
        read(heap);
    }

    /** On a thread as sessions have them: how deep a statement may be is measured by its stack. */
    private static void read(String batch) throws Exception {
        FutureTask<Boolean> reading = new FutureTask<>(() -> {
            Memory.bound(batch.length(), FACTOR, () -> parse(batch));
            return true;
        });
        StatementThread.of(reading, "fuzz").start();
        assertThat(reading.get()).isTrue();
    }

    private static void parse(String batch) {
        try {
            assertThat(TsqlParser.parse(batch)).hasSizeLessThanOrEqualTo(batch.length());
        } catch (SqlError e) {
            assertThat(e.getMessage()).startsWith("Parse error at line: " + e.line() + ", column: ");
            assertThat(e.line())
                    .isBetween(1, (int) batch.chars().filter(c -> c == '\n').count() + 1);
            assertThat(e.severity()).isEqualTo(15);
        }
    }

    @Property
    void noSecretIsKeptOfABatch(@ForAll("batches") String before, @ForAll("batches") String behind) {
        String kept = Redaction.of(before + "\nCREATE LOGIN a WITH PASSWORD = 'S3cret-of-the-batch'\n" + behind);

        // Where it is within a name or a comment of what stands before it, it is no secret of a statement.
        if (lexes(before)) {
            assertThat(kept).doesNotContain("S3cret-of-the-batch");
        }
    }

    private static boolean lexes(String text) {
        try {
            return !Lexer.tokens(text + '\n').isEmpty();
        } catch (SqlError e) {
            return false;
        }
    }
}
