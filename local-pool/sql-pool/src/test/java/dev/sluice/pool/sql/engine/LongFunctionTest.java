package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.sql.session.SqlSession;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that work long on one row. */
@Timeout(120)
final class LongFunctionTest {

    private static final String MANY = "REPLICATE(CAST('a' AS varchar(max)), 16000000)";
    private static final String SEARCH = "REPLICATE(CAST('a' AS varchar(max)), 1000000) + 'b'";

    @TempDir
    private Path folder;

    private Pool pool;

    @BeforeEach
    void open() throws Exception {
        pool = Pool.in(folder);
        pool.run("CREATE TABLE t (x int) WITH (HEAP); INSERT INTO t VALUES (1), (2)");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /** Each would go on for hours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CASE WHEN " + MANY + " LIKE '%' + " + SEARCH + " + '%' THEN 1 END",
                "PATINDEX('%' + " + SEARCH + " + '%', " + MANY + ")",
                "CHARINDEX(" + SEARCH + ", " + MANY + ")",
                "REPLACE(" + MANY + ", " + SEARCH + ", '')"
            })
    void endAtACancellation(String expression) throws Exception {
        for (String from : List.of("", " FROM t")) {
            SqlSession session = pool.session(Pool.ADMIN);
            FutureTask<List<String>> task = new FutureTask<>(() -> Pool.run(session, "SELECT " + expression + from));
            Thread thread = new Thread(task, "cancelled");
            thread.start();
            while (thread.isAlive()) {
                // A cancellation before the batch has begun is none of its own.
                session.cancel();
                thread.join(10);
            }
            assertThat(String.join("; ", task.get())).doesNotContain("row ", "error ");
            assertThat(Pool.run(session, "SELECT 1")).isEqualTo(pool.run("SELECT 1"));
            session.close();
        }
    }

    @Test
    void patternsOfManyPartsAreAnswered() throws Exception {
        String pattern = "%a".repeat(30) + "%b";
        assertThat(pool.run("SELECT COUNT(*) FROM t WHERE REPLICATE('a', 8000) LIKE '" + pattern + "'"))
                .contains("row 0");
        assertThat(pool.run("SELECT PATINDEX('" + pattern + "', REPLICATE('a', 8000))"))
                .contains("row 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LEN(REPLICATE('ab', 2000000000))|8000",
                "LEN(REPLICATE(N'ab', 2000000000))|4000",
                "LEN(REPLICATE(REPLICATE('ab', 4000), 8000))|8000",
                "DATALENGTH(SPACE(2000000000))|8000",
                "ISNULL(REPLICATE('ab', -1), 'none')|none",
                "ISNULL(REPLICATE(CAST('ab' AS varchar(max)), -1), 'none')|none"
            })
    void textsAreNoLongerThanTheirType(String expression, String value) throws Exception {
        assertThat(pool.run("SELECT " + expression)).contains("row " + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LEN(REPLICATE(CAST('a' AS varchar(max)), 2000000000))",
                "LEN(REPLACE(REPLACE(REPLICATE(CAST('a' AS varchar(max)), 100000), 'a', '"
                        + "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
                        + "'), 'b', 'cccccccccc'))"
            })
    void textsThatBecomeTooLongAreRefused(String expression) throws Exception {
        assertThat(String.join("; ", pool.run("SELECT " + expression + " FROM t")))
                .contains("701", "There is insufficient system memory in the pool to run this query.");
    }
}
