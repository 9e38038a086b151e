package dev.sluice.connector.sql;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectStatementTest {

    /** Text; common table expressions, body, order, hints. A tilde is a line's end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 1 AS a||SELECT 1 AS a||",
                ";;SELECT 1 AS a; ;||SELECT 1 AS a||",
                "SELECT a -- c~FROM t /* d~e */ WHERE b = 1 -- f||SELECT a~FROM t~WHERE b = 1||",
                "SELECT a/**/FROM t||SELECT a FROM t||",
                "WITH x AS (SELECT 1 AS a) SELECT a FROM x|WITH x AS (SELECT 1 AS a) |SELECT a FROM x||",
                "WITH x(a, b) AS (SELECT 1, (2)), [y] AS (SELECT 1 AS a) (SELECT a FROM x)"
                        + "|WITH x(a, b) AS (SELECT 1, (2)), [y] AS (SELECT 1 AS a) |(SELECT a FROM x)||",
                "SELECT a FROM t ORDER BY a, b||SELECT a FROM t|ORDER BY a, b|",
                "SELECT a FROM t ORDER BY a OPTION (HASH JOIN, LABEL = 'x')||SELECT a FROM t|ORDER BY a|HASH JOIN,"
                        + " LABEL = 'x'",
                "SELECT a FROM t OPTION (USE HINT ('x'))||SELECT a FROM t||USE HINT ('x')",
                "SELECT TOP (2) a FROM t ORDER BY a||SELECT TOP (2) a FROM t ORDER BY a||",
                "SELECT DISTINCT TOP 2 a FROM t ORDER BY a OPTION (x)||SELECT DISTINCT TOP 2 a FROM t ORDER BY a||x",
                "SELECT ALL TOP 2 a FROM t ORDER BY a||SELECT ALL TOP 2 a FROM t ORDER BY a||",
                "SELECT TOP 2 a FROM t UNION ALL SELECT a FROM u ORDER BY a||SELECT TOP 2 a FROM t UNION ALL SELECT a"
                        + " FROM u|ORDER BY a|",
                "SELECT a FROM t EXCEPT SELECT a FROM u INTERSECT SELECT 1||SELECT a FROM t EXCEPT SELECT a FROM u"
                        + " INTERSECT SELECT 1||",
                "SELECT a FROM t ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY"
                        + "||SELECT a FROM t ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY||",
                "SELECT ROW_NUMBER() OVER (ORDER BY a) AS n FROM (SELECT TOP 1 a FROM t ORDER BY a) AS x"
                        + "||SELECT ROW_NUMBER() OVER (ORDER BY a) AS n FROM (SELECT TOP 1 a FROM t ORDER BY a) AS x||",
                "SELECT [drop], \"delete\", 'update' AS x, N'it''s;' AS y, @@VERSION AS z FROM t WITH (NOLOCK)||SELECT"
                        + " [drop], \"delete\", 'update' AS x, N'it''s;' AS y, @@VERSION AS z FROM t WITH (NOLOCK)||",
                "SELECT a FROM t INNER MERGE JOIN u ON 1 = 1 OPTION (MERGE JOIN)"
                        + "||SELECT a FROM t INNER MERGE JOIN u ON 1 = 1||MERGE JOIN",
                "SELECT rename, object, copy, go, throw FROM t||SELECT rename, object, copy, go, throw FROM t||",
                "SELECT a FROM t OPTION (HASH JOIN, CONCAT UNION)||SELECT a FROM t||HASH JOIN, CONCAT UNION",
                "SELECT a FROM t WHERE NOT a IN (1) AND b NOT LIKE 'x' GROUP BY GROUPING SETS ((a), ()) HAVING COUNT(*) > 1"
                        + "||SELECT a FROM t WHERE NOT a IN (1) AND b NOT LIKE 'x' GROUP BY GROUPING SETS ((a), ()) HAVING"
                        + " COUNT(*) > 1||",
                "SELECT t.*, TRIM(BOTH FROM a) AS b, SUM(c) OVER (PARTITION BY d ORDER BY e ROWS BETWEEN UNBOUNDED"
                        + " PRECEDING AND CURRENT ROW) AS f FROM t CROSS JOIN (SELECT 1.) AS u(x)||SELECT t.*, TRIM(BOTH"
                        + " FROM a) AS b, SUM(c) OVER (PARTITION BY d ORDER BY e ROWS BETWEEN UNBOUNDED PRECEDING AND"
                        + " CURRENT ROW) AS f FROM t CROSS JOIN (SELECT 1.) AS u(x)||",
                "SELECT a FROM (SELECT b FROM t WHERE c = 1 FOR XML PATH('')) AS x(a) WHERE a IS DISTINCT FROM 1"
                        + "||SELECT a FROM (SELECT b FROM t WHERE c = 1 FOR XML PATH('')) AS x(a) WHERE a IS DISTINCT"
                        + " FROM 1||",
                "SELECT 1.5e-3 AS a, $2 AS b, 0xFF AS c, #x.d FROM #x||SELECT 1.5e-3 AS a, $2 AS b, 0xFF AS c, #x.d"
                        + " FROM #x||",
            })
    void takesOneSelectApart(String text, String with, String body, String order, String hints) {
        assertThat(SelectStatement.parse(lines(text)))
                .isEqualTo(new SelectStatement(empty(with), lines(body), empty(order), empty(hints)));
    }

    /** Text and why it is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT a FROM t) AS q; DROP TABLE u; --|The ) at line 1, column 16 closes nothing",
                "SELECT (a FROM t|The ( at line 1, column 8 is not closed",
                "SELECT ((a) FROM (t|The ( at line 1, column 18 is not closed",
                "SELECT a FROM t;~ DROP TABLE u|DROP at line 2, column 2 has no place in a query",
                "SELECT a FROM t; SELECT b FROM u|Another statement begins at line 1, column 18: SELECT",
                "SELECT a FROM t SELECT b FROM u|Another statement begins at line 1, column 17: SELECT",
                "SELECT a FROM t WITH x AS (SELECT 1) SELECT 2|Another statement begins at line 1, column 38: SELECT",
                "SELECT a INTO b FROM t|INTO at line 1, column 10 has no place in a query",
                "SELECT a FROM (SELECT b INTO c FROM t) AS x|INTO at line 1, column 25 has no place in a query",
                "with x as (select 1 as a) delete from t|delete at line 1, column 27 has no place in a query",
                "EXEC p|EXEC at line 1, column 1 has no place in a query",
                "sp_rename 'a', 'b'|SELECT is expected at line 1, column 1, not sp_rename",
                "VALUES (1)|SELECT is expected at line 1, column 1, not VALUES",
                "SELECT a FROM t x RENAME OBJECT u TO v|RENAME at line 1, column 19 has no place in a query",
                "SELECT a FROM t x RENAME DATABASE u TO v|RENAME at line 1, column 19 has no place in a query",
                "MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE|MERGE at line 1, column 1 has no place in a query",
                "SELECT a FROM t USE other|USE at line 1, column 17 has no place in a query",
                "SELECT a FROM t FETCH NEXT FROM c|FETCH at line 1, column 17 has no place in a query",
                "SELECT a FROM OPENROWSET('x', 'y', 'DELETE t') AS z|OPENROWSET at line 1, column 15 has no place in a"
                        + " query",
                "SELECT a FROM t~GO~SELECT 1|GO at line 2, column 1 separates batches, and a query is one statement",
                "SELECT a FROM t~go|GO at line 2, column 1 separates batches, and a query is one statement",
                "SELECT 'a FROM t|The text that begins at line 1, column 8 has no closing '",
                "SELECT [a FROM t|The name that begins at line 1, column 8 has no closing ]",
                "SELECT a /* /* */ FROM t|The comment that begins at line 1, column 10 has no end */",
                "SELECT a FROM t FOR XML AUTO|FOR at line 1, column 17 makes no columns that can be read",
                "SELECT a FROM t OPTION|( is expected at its end",
                "SELECT a FROM t OPTION (x) WHERE b = 1|WHERE at line 1, column 28 stands behind OPTION",
                "WITH|the name of a common table expression is expected at its end",
                "WITH x (a) SELECT 1|AS is expected at line 1, column 12, not SELECT",
                "WITH x AS SELECT 1|( is expected at line 1, column 11, not SELECT",
                "WITH x AS (SELECT 1 AS a)|SELECT is expected at its end",
                "WITH x AS (SELECT 1 AS a),|the name of a common table expression is expected at its end",
                "WITH x AS (SELECT 1 AS a), (|The ( at line 1, column 28 is not closed",
                "SELECT a FROM t WHERE b = 1DROP TABLE u|DROP at line 1, column 28 has no place in a query",
                "SELECT FROM t|Something behind SELECT is expected at line 1, column 8, not FROM",
                "SELECT DISTINCT FROM t|Something behind DISTINCT is expected at line 1, column 17, not FROM",
                "SELECT|Something behind SELECT is expected at its end",
                "SELECT a,, b FROM t|Something behind , is expected at line 1, column 10, not ,",
                "SELECT a, FROM t|Something behind , is expected at line 1, column 11, not FROM",
                "SELECT f(, a) FROM t|Something behind ( is expected at line 1, column 10, not ,",
                "SELECT a + FROM t|Something behind + is expected at line 1, column 12, not FROM",
                "SELECT a FROM|Something behind FROM is expected at its end",
                "SELECT a FROM;|Something behind FROM is expected at line 1, column 14, not ;",
                "SELECT a FROM WHERE b = 1|Something behind FROM is expected at line 1, column 15, not WHERE",
                "SELECT a FROM t WHERE|Something behind WHERE is expected at its end",
                "SELECT a FROM t WHERE OPTION (x)|Something behind WHERE is expected at line 1, column 23, not OPTION",
                "SELECT a FROM t WHERE b = 1 c|AND, OR or the end of the condition is expected at line 1, column 29,"
                        + " not c",
                "SELECT a FROM t WHERE b ORDER BY a|A comparison, such as =, is expected at line 1, column 25, not"
                        + " ORDER",
                "SELECT a FROM t JOIN ON a = b|Something behind JOIN is expected at line 1, column 22, not ON",
                "SELECT a FROM t GROUP BY|Something behind BY is expected at its end",
                "SELECT a FROM t UNION|Something behind UNION is expected at its end",
                "SELECT a FROM (SELECT b FROM t WHERE) AS x|Something behind WHERE is expected at line 1, column 37, not )",
                "SELECT CASE WHEN a = 1 THEN END AS b|Something behind THEN is expected at line 1, column 29, not END",
                "WITH x AS (SELECT a,) SELECT 1 AS a|Something behind , is expected at line 1, column 21, not )",
                " -- nothing|It is empty",
                ";|It is empty",
            })
    void refusesWhatIsNotOneSelect(String text, String why) {
        assertThatThrownBy(() -> SelectStatement.parse(lines(text)))
                .hasMessage(message(
                        "The query is not one SELECT",
                        why,
                        "Give one SELECT, with or without WITH before it; use %%sqlpool run for other statements"));
    }

    @Test
    void refusesNothingAtAll() {
        assertThatThrownBy(() -> SelectStatement.parse("")).hasMessageContaining("Why: It is empty\n");
    }

    @Test
    void countsALoneCarriageReturnAsALine() {
        assertThatThrownBy(() -> SelectStatement.parse("SELECT a\rFROM t\r\nDROP"))
                .hasMessageContaining("Why: DROP at line 3, column 1 has no place in a query\n");
        assertThatThrownBy(() -> SelectStatement.parse("SELECT a FROM t --\rDROP TABLE u"))
                .hasMessageContaining("Why: DROP at line 2, column 1 has no place in a query\n");
    }

    @Test
    void standsOnItsOwnWithItsHintsAndALabel() {
        SelectStatement query =
                SelectStatement.parse("WITH x AS (SELECT 1 AS a) SELECT a FROM x ORDER BY a OPTION (HASH JOIN)");

        assertThat(query.standing(null))
                .isEqualTo("WITH x AS (SELECT 1 AS a) SELECT a FROM x ORDER BY a OPTION (HASH JOIN)");
        assertThat(query.standing("it's"))
                .isEqualTo("WITH x AS (SELECT 1 AS a) SELECT a FROM x ORDER BY a OPTION (LABEL = N'it''s', HASH JOIN)");
        assertThat(SelectStatement.parse("SELECT 1 AS a").standing("b"))
                .isEqualTo("SELECT 1 AS a OPTION (LABEL = N'b')");
        assertThat(query.derivedTable()).isEqualTo("(SELECT a FROM x) AS q");
        assertThatThrownBy(() -> SelectStatement.parse("SELECT 1 AS a OPTION (LABEL = 'b')")
                        .standing("c"))
                .hasMessage(message(
                        "Two labels are given",
                        "The query has OPTION (LABEL = 'b'), and the option label is c",
                        "Leave one of them out"));
    }

    private static String lines(String text) {
        return text.replace('~', '\n');
    }

    private static String empty(String text) {
        if (text == null) {
            return "";
        }
        return text.startsWith("WITH") ? text + " " : text;
    }
}
