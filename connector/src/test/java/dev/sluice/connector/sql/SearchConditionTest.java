package dev.sluice.connector.sql;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.failure.TransferFailedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchConditionTest {

    /** Condition as it is written and as it is sent. A tilde is a line's end. */
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
                "a=1and b=2|a=1and b=2",
            })
    void takesACondition(String text, String sql) {
        assertThat(SearchCondition.parse("option where", lines(text)).sql()).isEqualTo(lines(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = b",
                "a <> 1",
                "a != 1",
                "a !< 1",
                "a !> 1",
                "a >= 1 AND a <= 2",
                "a < = 1 OR a > = 2 OR a < > 3 OR a ! = 4",
                "a=1or b=2",
                "a=1.and b=.5and c=1e3and d=0xF and e=$2and f=1",
                "CASE WHEN a=1then 1else 2end=1",
                "a = 1. AND b = 1.5e-3 AND c = .5E+2 AND d = 1e AND e = 0x AND f = 1.e5",
                "a = $1 AND b = -$1.50 AND c = $.5 AND d = €3 AND e = £ 4.25",
                "a = - - 1 AND b = +~-c",
                "a + b - c * d / e % f & g | h ^ i = 0",
                "a - -1 = 2",
                "a << 2 > b >> 1",
                "a || b = 'ab'",
                "NOT a = 1",
                "NOT NOT a = 1",
                "NOT (a = 1 OR NOT (b = 2 AND c = 3))",
                "((a = 1)) AND (((b)) = ((2)))",
                "(a + 1) * (b - 2) > (c)",
                "(a = 1) OR (b) = 2",
                "a IS NULL OR b IS NOT NULL",
                "a IS DISTINCT FROM b + 1",
                "a IN (1)",
                "a NOT IN (1, b + 2, (3), 'x', NULL)",
                "a + 1 IN (SELECT b FROM t)",
                "(SELECT COUNT(*) FROM t) > 1",
                "a IN ((SELECT b FROM t) UNION (SELECT c FROM u))",
                "a IN ((SELECT MAX(b) FROM t), 2)",
                "a = ((SELECT MAX(b) FROM t) + 1)",
                "a = ((SELECT MAX(b) FROM t))",
                "a BETWEEN 1 AND 2 AND b NOT BETWEEN c AND d + 1 OR e = 1",
                "NOT a BETWEEN 1 AND 2",
                "a LIKE 'x%' AND b NOT LIKE N'[^a]!_%' ESCAPE '!' AND c LIKE d + '%'",
                "a LIKE 'x!%' {escape '!'}",
                "EXISTS (SELECT * FROM t WHERE t.a = b)",
                "NOT EXISTS (SELECT 1 FROM t) AND a = 1",
                "EXISTS ((SELECT 1 AS a FROM t) EXCEPT (SELECT 2))",
                "a = ANY (SELECT b FROM t)",
                "a >= ALL (SELECT b FROM t) OR a <> SOME (SELECT b FROM t)",
                "CONTAINS(a, 'x')",
                "CONTAINS((a, b), N'\"x*\" NEAR y') AND FREETEXT(*, 'z')",
                "[a b].[c]]d] = \"e\"\"f\"",
                "a.b.c.d = 1 AND a..b = 2 AND [a]..[b] = 3",
                "t.[order] = 1 AND #t.a = 1 AND a_1$ = 2 AND @@LANGUAGE = N'us_english'",
                "ı = 'İ' AND größe = 1 AND 名 = 2",
                "a COLLATE Latin1_General_BIN2 = 'x' COLLATE DATABASE_DEFAULT",
                "a AT TIME ZONE 'UTC' AT TIME ZONE 'Central European Standard Time' > b",
                "at = 1 AND time = 2 AND zone = 3",
                "CAST(a AS int) = 1",
                "CAST(a AS decimal(10, 2)) = 1.5 AND CAST(b AS nvarchar(max)) = N'x'",
                "CAST('2020-01-01' AS date) <= a AND TRY_CAST(b AS dbo.kind) IS NULL",
                "CAST(a AS double precision) = 1 AND CAST(b AS national char varying(5)) = 'x'",
                "CONVERT(varchar(10), a, 23) = '2020-01-01' AND TRY_CONVERT(int, b) = 1",
                "PARSE('1' AS int USING 'en-US') = a AND TRY_PARSE(b AS date) IS NOT NULL",
                "IIF(a > 1 AND b IS NULL, 'x', 'y') = 'x' AND CHOOSE(a, 1, 2) = 2",
                "LEFT(a, 2) = 'ab' AND RIGHT(a, 1) = 'c' AND COALESCE(a, b, '') = NULLIF(c, '')",
                "TRIM(a) = TRIM('.,' FROM b) AND TRIM(BOTH 'x' FROM a) = 'y'",
                "JSON_VALUE(a, '$.b') = 'c' AND ISJSON(a) > 0 AND JSON_OBJECT('a': 1 NULL ON NULL) = b",
                "GETDATE() > a AND a < CURRENT_TIMESTAMP AND b = USER AND c = SYSTEM_USER",
                "DATEADD(month, -1, GETDATE()) < a AND DATEDIFF(day, a, b) >= 30 AND YEAR(a) = 2020",
                "DATEPART(weekday, a) IN (1, 7) AND EOMONTH(a) = DATEFROMPARTS(2020, 2, 29)",
                "dbo.f(a, DEFAULT) = 1 AND sys.fn_x() IS NULL AND [dbo].[g](1) = 2",
                "a.value('(/x)[1]', 'int') = 1 AND a.query('/x').exist('y') = 1",
                "geography::Point(1, 2, 4326).STDistance(a) < 10 AND hierarchyid::GetRoot() = b",
                "a = {d '2020-01-01'} AND b < {ts '2020-01-01 00:00:00'} AND c = {fn UCASE({fn USER()})}",
                "CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' END = 'x'",
                "CASE WHEN a = 1 AND b IN (1, 2) THEN CASE b WHEN 1 THEN 2 END ELSE NULL END IS NOT NULL",
                "SUM(DISTINCT a) > COUNT(*)",
                "$PARTITION.f(a) = 1",
                // As the reference of Transact-SQL writes them.
                "ProductID = 316 OR ProductID = 322 AND (Name LIKE '%Screw%' OR Color IS NULL)",
                "p.ProductLine = 'R' AND p.DaysToManufacture < 4",
                "LastName LIKE '%chez%' OR PhoneNumber LIKE '612%' AND FirstName NOT LIKE '[^a-d]%'",
                "DATALENGTH(c1) > 0 AND CHARINDEX('10-15% off', c1) >= 1 AND c1 LIKE '%10-15!% off%' ESCAPE '!'",
                "SalesQuota > 250000.00 AND 5000 IN (SELECT Bonus FROM SalesPerson AS sp WHERE e.ID = sp.ID)",
                "OrderDateKey >= 20030801 AND (ShipDate IS NULL OR DATEDIFF(dd, OrderDate, ShipDate) > 7)",
                "3 < SOME (SELECT ID FROM T1) AND 3 >= ALL (SELECT ID FROM T1)",
                // The conditions of TPC-H and of the odd ones of TPC-DS.
                "l_shipdate <= DATEADD(dd, -90, CAST('1998-12-01' AS date))",
                "p_partkey = ps_partkey AND p_size = 15 AND p_type LIKE '%BRASS' AND ps_supplycost = (SELECT"
                        + " MIN(ps_supplycost) FROM partsupp, supplier WHERE p_partkey = ps_partkey)",
                "o_orderdate >= '1993-07-01' AND o_orderdate < DATEADD(mm, 3, CAST('1993-07-01' AS date)) AND EXISTS"
                        + " (SELECT * FROM lineitem WHERE l_orderkey = o_orderkey AND l_commitdate < l_receiptdate)",
                "l_discount BETWEEN 0.06 - 0.01 AND 0.06 + 0.01 AND l_quantity < 24",
                "(n1.n_name = 'FRANCE' AND n2.n_name = 'GERMANY') OR (n1.n_name = 'GERMANY' AND n2.n_name = 'FRANCE')",
                "o_comment NOT LIKE '%special%requests%' AND l_shipmode IN ('MAIL', 'SHIP')",
                "p_size IN (49, 14, 23) AND ps_suppkey NOT IN (SELECT s_suppkey FROM supplier WHERE s_comment LIKE"
                        + " '%Customer%Complaints%')",
                "SUBSTRING(c_phone, 1, 2) IN ('13', '31') AND c_acctbal > (SELECT AVG(c_acctbal) FROM customer)",
                "(p_partkey = l_partkey AND p_brand = 'Brand#12' AND l_quantity >= 1 AND l_quantity <= 1 + 10) OR"
                        + " (p_size BETWEEN 1 AND 5 AND l_shipinstruct = 'DELIVER IN PERSON')",
                "d_date BETWEEN CAST('2000-08-23' AS date) AND DATEADD(day, 30, CAST('2000-08-23' AS date))",
                "CASE WHEN avg_monthly_sales <> 0 THEN ABS(sum_sales - avg_monthly_sales) / avg_monthly_sales ELSE"
                        + " NULL END > 0.1",
                "CASE WHEN d_year = 1998 AND i_color IN ('red') THEN 1 WHEN d_year = 1999 THEN 2 END = 1",
                "c_last_review_date_sk + 10 > CAST(y AS float) / COALESCE(x, 1) * 100",
            })
    void takesWhateverIsACondition(String text) {
        assertThat(SearchCondition.parse("option where", text).sql()).isEqualTo(text);
    }

    /** Text and why it is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a in (1,2)) or (1=1|The ) at line 1, column 11 closes nothing",
                "1 = 1; DROP TABLE t|DROP at line 1, column 8 has no place in a query",
                "1 = 1DROP TABLE t|DROP at line 1, column 6 has no place in a query",
                "a = 0xDROP TABLE t|AND, OR or the end of the condition is expected at line 1, column 8, not ROP",
                "a = 1.5e3DELETE|DELETE at line 1, column 10 has no place in a query",
                "1 = 1; a = 2|AND, OR or the end of the condition is expected at line 1, column 6, not ;",
                "a = 1 ORDER BY a|AND, OR or the end of the condition is expected at line 1, column 7, not ORDER",
                "a = 1 UNION SELECT 2|AND, OR or the end of the condition is expected at line 1, column 7, not UNION",
                "WHERE a = 1|An expression is expected at line 1, column 1, not WHERE",
                "a = 1 FROM t|AND, OR or the end of the condition is expected at line 1, column 7, not FROM",
                "a = 1, b = 2|AND, OR or the end of the condition is expected at line 1, column 6, not ,",
                "a = 1,|AND, OR or the end of the condition is expected at line 1, column 6, not ,",
                "a = 1 b|AND, OR or the end of the condition is expected at line 1, column 7, not b",
                "(a = 1) (b = 2)|AND, OR or the end of the condition is expected at line 1, column 9, not (",
                "(a = 1) = (b = 2)|AND, OR or the end of the condition is expected at line 1, column 9, not =",
                "a = 1 = 2|AND, OR or the end of the condition is expected at line 1, column 7, not =",
                "a = 'it' 's'|AND, OR or the end of the condition is expected at line 1, column 10, not 's'",
                "a = 1 .5|AND, OR or the end of the condition is expected at line 1, column 7, not .5",
                "RANK() OVER (ORDER BY a) = 1|A comparison, such as =, is expected at line 1, column 8, not OVER",
                "AND a = 1|An expression is expected at line 1, column 1, not AND",
                "= 1|An expression is expected at line 1, column 1, not =",
                "a =|An expression is expected at its end",
                "a = = 1|An expression is expected at line 1, column 5, not =",
                "a =< 1|An expression is expected at line 1, column 4, not <",
                "a *= 1|An expression is expected at line 1, column 4, not =",
                "a !|=, < or > is expected at its end",
                "a = 1 OR|An expression is expected at its end",
                "a = 1 and|An expression is expected at its end",
                "a = 1~or or b = 2|An expression is expected at line 2, column 4, not or",
                "not|An expression is expected at its end",
                "a not = 1|IN, BETWEEN or LIKE is expected at line 1, column 7, not =",
                "a|A comparison, such as =, is expected at its end",
                "1|A comparison, such as =, is expected at its end",
                "a 1|A comparison, such as =, is expected at line 1, column 3, not 1",
                "a AND b = 1|A comparison, such as =, is expected at line 1, column 3, not AND",
                "NOT a|A comparison, such as =, is expected at its end",
                "(a)|A comparison, such as =, is expected at its end",
                "(a) OR b = 1|A comparison, such as =, is expected at line 1, column 5, not OR",
                "a.b(1)|A comparison, such as =, is expected at its end",
                "(SELECT 1)|A comparison, such as =, is expected at its end",
                "()|An expression is expected at line 1, column 2, not )",
                "a in ()|An expression is expected at line 1, column 7, not )",
                "a in (|The ( at line 1, column 6 is not closed",
                "a in 1|( is expected at line 1, column 6, not 1",
                "a in (1 2)|An operator, a comma or ) is expected at line 1, column 9, not 2",
                "a in (1,)|An expression is expected at line 1, column 9, not )",
                "a in (1, b = 2)|An operator, a comma or ) is expected at line 1, column 12, not =",
                "(a = 1 b)|AND, OR or ) is expected at line 1, column 8, not b",
                "(a 1) = 2|An operator or ) is expected at line 1, column 4, not 1",
                "(a, b) = (1, 2)|An operator or ) is expected at line 1, column 3, not ,",
                "a + (b = 1) > 2|A value, no condition, is expected at line 1, column 5, not (",
                "-(b = 1) > 2|A value, no condition, is expected at line 1, column 2, not (",
                "a = (b = 1)|A value, no condition, is expected at line 1, column 5, not (",
                "f((b = 1)) = 2|A value, no condition, is expected at line 1, column 3, not (",
                "a at time zone (b = 1) = 2|A value, no condition, is expected at line 1, column 16, not (",
                "a between 1|AND is expected at its end",
                "a between 1 or 2|AND is expected at line 1, column 13, not or",
                "a is|NULL is expected at its end",
                "a is 1|NULL is expected at line 1, column 6, not 1",
                "a is not distinct b|FROM is expected at line 1, column 19, not b",
                "a like|An expression is expected at its end",
                "a like 'x' escape|An expression is expected at its end",
                "exists|( is expected at its end",
                "exists (1)|SELECT is expected at line 1, column 9, not 1",
                "exists ((select 1) + 1)|SELECT is expected at line 1, column 9, not (",
                "a = all (1, 2)|SELECT is expected at line 1, column 10, not 1",
                "a = any b|( is expected at line 1, column 9, not b",
                "case when a=1 then 2|WHEN, ELSE or END is expected at its end",
                "case when a=1 then 2 else 3|END is expected at its end",
                "case when a then 2 end = 1|A comparison, such as =, is expected at line 1, column 13, not then",
                "case a when 1 else 2 end = 1|THEN is expected at line 1, column 15, not else",
                "case a end = 1|WHEN is expected at line 1, column 8, not end",
                "case end = 1|An expression is expected at line 1, column 6, not end",
                "case when a=1 then 2 end|A comparison, such as =, is expected at its end",
                "f(a = 1|The ( at line 1, column 2 is not closed",
                "f(a,) = 1|An expression is expected at line 1, column 5, not )",
                "f(,a) = 1|An expression is expected at line 1, column 3, not ,",
                "f(a b) = 1|An operator, a comma or ) is expected at line 1, column 5, not b",
                "cast(a int) = 1|AS is expected at line 1, column 8, not int",
                "cast(a as) = 1|A type is expected at line 1, column 10, not )",
                "cast(a as varchar()) = 1|Something is expected at line 1, column 19, not )",
                "convert(varchar(10)) = 1|, is expected at line 1, column 20, not )",
                "iif(a, 1, 2) = 1|A comparison, such as =, is expected at line 1, column 6, not ,",
                "trim() = 'x'|Something is expected at line 1, column 6, not )",
                "contains()|Something is expected at line 1, column 10, not )",
                "left = 1|An expression is expected at line 1, column 1, not left",
                "order = 1|An expression is expected at line 1, column 1, not order",
                "a. = 1|A name is expected at line 1, column 4, not =",
                "a collate = 1|A name is expected at line 1, column 11, not =",
                "a = @x|An expression is expected at line 1, column 5, not @x",
                "a = ?|An expression is expected at line 1, column 5, not ?",
                "a = €|An expression is expected at line 1, column 5, not €",
                "a = {}|A word, as in {d '2020-02-29'}, is expected at line 1, column 6, not }",
                "a = {d '2020-02-29'|} is expected at its end",
                "({d ) = 1 or (1} = 1)|} is expected at line 1, column 5, not )",
                "a in (select from t)|Something behind select is expected at line 1, column 14, not from",
                "a in (select b from t where)|Something behind where is expected at line 1, column 28, not )",
                "a in (select b from t where c)|A comparison, such as =, is expected at line 1, column 30, not )",
                "--|It is empty",
            })
    void refusesWhatIsNotOneCondition(String text, String why) {
        assertThatThrownBy(() -> SearchCondition.parse("option where", lines(text)))
                .hasMessage(message(
                        "The option where is not one condition",
                        why,
                        "Write one T-SQL condition without the word WHERE, as in a > 1 AND b IS NOT NULL"));
    }

    /** Whatever is missing or twice in a condition, an answer comes, and never another exception. */
    @ParameterizedTest
    @MethodSource
    void answersWhateverIsWritten(String text) {
        try {
            assertThat(SearchCondition.parse("option where", text).sql()).isNotEmpty();
        } catch (TransferFailedException e) {
            assertThat(e.failure().what()).isEqualTo("The option where is not one condition");
        }
    }

    static Stream<String> answersWhateverIsWritten() {
        String text = "NOT (a.b = CAST('x' AS char(2)) COLLATE c) AND d IN (SELECT e FROM f WHERE {fn g()} > 0) OR CASE"
                + " WHEN h LIKE 'i' ESCAPE '!' THEN $1.5 ELSE -j::k(l, 2) AT TIME ZONE 'm' END IS NOT NULL";
        return Stream.iterate(0, i -> i < text.length(), i -> i + 1)
                .flatMap(i -> Stream.of(
                        text.substring(0, i),
                        text.substring(i),
                        text.substring(0, i) + text.substring(i + 1),
                        text.substring(0, i) + text.substring(0, i) + text.substring(i)));
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        String deep = "(".repeat(499) + "a = 1" + ")".repeat(499);
        assertThat(SearchCondition.parse("option where", deep).sql()).isEqualTo(deep);

        for (String deeper : new String[] {
            "(".repeat(100_000) + "a = 1" + ")".repeat(100_000), "f(".repeat(600) + ")".repeat(600), "CASE ".repeat(600)
        }) {
            assertThatThrownBy(() -> SearchCondition.parse("option where", deeper))
                    .hasMessageContaining("It is nested more than 500 times at line 1, column ");
        }
    }

    private static String lines(String text) {
        return text.replace('~', '\n');
    }
}
