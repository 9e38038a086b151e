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

    /** Condition as it is written and as it is sent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = 1|a = 1",
                "a = 1 -- c|a = 1",
                "/* c */ a = 1 /* d~e */ AND b = 2|a = 1~AND b = 2",
                "a IN (SELECT b FROM t WHERE c = ';' GROUP BY b)|a IN (SELECT b FROM t WHERE c = ';' GROUP BY b)",
                "NOT (a LIKE N'%[;]%') OR -a > .5|NOT (a LIKE N'%[;]%') OR -a > .5",
                "a IS NOT DISTINCT FROM b|a IS NOT DISTINCT FROM b",
                "CASE WHEN a = 1 THEN 'SELECT' ELSE [order] END = \"from\"|CASE WHEN a = 1 THEN 'SELECT' ELSE [order]"
                        + " END = \"from\"",
            })
    void takesACondition(String text, String sql) {
        assertThat(SearchCondition.parse("option where", lines(text)).sql()).isEqualTo(lines(sql));
    }

    /** Text and why it is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a in (1,2)) or (1=1|The ) at line 1, column 11 closes nothing",
                "1 = 1; DROP TABLE t|DROP at line 1, column 8 has no place in a query",
                "1 = 1; a = 2|; at line 1, column 6 has no place in a condition",
                "a = 1 ORDER BY a|ORDER at line 1, column 7 has no place in a condition",
                "a = 1 UNION SELECT 2|UNION at line 1, column 7 has no place in a condition",
                "WHERE a = 1|WHERE at line 1, column 1 has no place in a condition",
                "a = 1 FROM t|FROM at line 1, column 7 has no place in a condition",
                "a = 1, b = 2|, at line 1, column 6 has no place in a condition",
                "AND a = 1|Something is missing before AND at line 1, column 1",
                "= 1|Something is missing before = at line 1, column 1",
                "a =|Something is missing behind = at line 1, column 3",
                "a = 1 OR|Something is missing behind OR at line 1, column 7",
                "--|It is empty",
            })
    void refusesWhatIsNotOneCondition(String text, String why) {
        assertThatThrownBy(() -> SearchCondition.parse("option where", text))
                .hasMessage(message(
                        "The option where is not one condition",
                        why,
                        "Write one T-SQL condition without the word WHERE, as in a > 1 AND b IS NOT NULL"));
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
