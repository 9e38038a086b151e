package dev.sluice.pool.sql.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.pool.sql.session.SqlError;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains of so many operators that they are no tree: their values and types are those of the tree that they would be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChainsTest {

    private static final String FROM = " FROM sales WHERE id = 1";

    private Pool pool;

    @BeforeAll
    void open() throws SQLException, SqlError {
        pool = new Pool();
    }

    @AfterAll
    void close() throws SQLException {
        pool.close();
    }

    /** The column is that of one derived table for 100 of the links, so that each is a tree of its own. */
    private static String trees(String first, String links, int times) {
        if (times <= 100) {
            return "SELECT " + first + links.repeat(times) + " AS whole, *" + FROM;
        }
        return "SELECT q.whole" + links.repeat(100)
                + " AS whole, id, name, amt, qty, dt, ts, f, flag, code, b, m, big, t FROM ("
                + trees(first, links, times - 100) + ") AS q";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1# + 1",
                "id# + id",
                "id# - 1",
                "id# * 1",
                "big# / 1",
                "big# % 4999999999",
                "qty# + qty",
                "t# - 0",
                "t# & t",
                "id# | 2",
                "id# ^ 3",
                "flag# ^ flag",
                "f# + 0.1e0",
                "f# / 1.01e0",
                "CAST(f AS real)# + CAST(0.1 AS real)",
                "m# + m",
                "m# * $1.0001",
                "amt# + 1.5",
                "amt# - amt",
                "amt# + 1",
                "amt# + m",
                "id# + amt",
                "id# + '1'",
                "ts# + ''",
                "CAST(ts AS datetime)# + 1",
                "CAST(dt AS smalldatetime)# - 1",
                "NULL# + 1",
                "1# + NULL",
                "'a'# + 'b'",
                "name# + N'é'",
                "'a'# + name",
                "name# + code",
                "REPLICATE('ab', 10)# + REPLICATE('cd', 10)",
                "REPLICATE('ab', 10)# + name",
                "CAST('a' AS varchar(max))# + REPLICATE('cd', 10)",
                "name COLLATE Latin1_General_BIN2# + 'a'",
                "0x01# + 0x02",
                "b# + b",
            })
    void aChainIsWhatItsTreeIs(String first, String link) throws Exception {
        String chain = "SELECT " + first + link.repeat(400) + " AS v" + FROM;
        String trees = "SELECT whole FROM (" + trees(first, link, 400) + ") AS q";
        SqlError error = catchThrowableOfType(SqlError.class, () -> pool.rows(trees));
        if (error == null) {
            assertThat(pool.type(chain)).isEqualTo(pool.type(trees));
            assertThat(pool.rows(chain)).isEqualTo(pool.rows(trees));
        } else {
            SqlError same = catchThrowableOfType(SqlError.class, () -> pool.rows(chain));
            assertThat(same.getMessage()).isEqualTo(error.getMessage());
            assertThat(same.number()).isEqualTo(error.number());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"1# + 1# + 1.5", "1# + 1# + f", "'a'# + 'b'# + N'c'", "'a'# + 'b'# + CAST('c' AS varchar(max))"})
    void theTypeChangesWhereItsTreeChanges(String first, String link, String other) throws Exception {
        String links = link.repeat(20) + other;
        String chain = "SELECT " + first + links.repeat(60) + link.repeat(100) + " AS v" + FROM;
        String trees = "SELECT v" + link.repeat(100) + " AS v FROM (" + first(first, links, 60) + ") AS q";
        assertThat(pool.type(chain)).isEqualTo(pool.type(trees));
        assertThat(pool.rows(chain)).isEqualTo(pool.rows(trees));
    }

    private static String first(String first, String links, int times) {
        return times == 0
                ? "SELECT " + first + " AS v, f" + FROM
                : "SELECT v" + links.repeat(10) + " AS v, f FROM (" + first(first, links, times - 10) + ") AS q";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "2147483647 + 1#+ -1#8115",
                "id#+ 2147483647#8115",
                "id#/ 1 / 0#8134",
                "id#% (id - 1)#8134",
                "'a'#+ 1#245",
                "dt#+ 1#206",
                "'a'#- 'b'#8117",
            })
    void anErrorIsThatOfTheFirstOperatorThatHasOne(String first, String link, int number) {
        String chain = "SELECT " + first + (' ' + link).repeat(500) + " AS v" + FROM;
        SqlError error = catchThrowableOfType(SqlError.class, () -> pool.rows(chain));
        assertThat(error.number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"'a', 8000", "N'a', 4000", "CAST('a' AS varchar(max)), 18001"})
    void longTextsAreCutWhereTheirTypeEnds(String first, String length) throws Exception {
        assertThat(pool.rows("SELECT LEN(" + first + " + s".repeat(600)
                        + ") AS n FROM (SELECT CAST(REPLICATE('x', 30) AS varchar(30)) AS s" + FROM + ") AS q"))
                .isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"NULL, ' + name'", "name, ' + NULL'", "id, ' + NULL'", "NULL, ' - id'"})
    void whatHasANullIsNull(String first, String link) throws Exception {
        String chain = first + link.repeat(500);
        assertThat(pool.rows("SELECT CASE WHEN " + chain + " IS NULL THEN 'null' ELSE 'value' END AS v" + FROM))
                .isEqualTo("null");
    }

    @Test
    void aGroupIsKnownByAChain() throws Exception {
        String chain = "id" + " + 1".repeat(500);
        assertThat(pool.rows("SELECT " + chain + " AS v, COUNT(*) AS n FROM sales WHERE id < 3 GROUP BY " + chain
                        + " ORDER BY 1"))
                .isEqualTo("501|1; 502|1");
        assertThat(pool.rows("SELECT SUM(id)" + " + SUM(id)".repeat(500) + " AS v FROM sales WHERE id < 3"))
                .isEqualTo("1503");
    }

    @Test
    void operatorsThatTakeTurnsAreATree() throws Exception {
        assertThat(pool.rows("SELECT 1" + " + 1 - 1".repeat(190) + " AS v")).isEqualTo("1");
        SqlError error =
                catchThrowableOfType(SqlError.class, () -> pool.rows("SELECT 1" + " + 1 - 1".repeat(300) + " AS v"));
        assertThat(error.number()).isEqualTo(191);
    }
}
