package dev.sluice.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.sql.Batches.Transaction;
import dev.sluice.connector.sql.Batches.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchesTest {

    @Test
    void splitsAScriptAtLinesWithGoAndAtSemicolons() {
        assertThat(Batches.of("CREATE SCHEMA a\nGO\n\n go \nSELECT 1;\nSELECT 'GO\nGO'; ;\n"))
                .containsExactly(unit("CREATE SCHEMA a", 1), unit("SELECT 1", 5), unit("SELECT 'GO\nGO'", 6));
    }

    @Test
    void hasNoUnitsInAnEmptyScript() {
        assertThat(Batches.of(" \nGO\n")).isEmpty();
        assertThat(Batches.of("-- a\n/* b; */;\nGO")).isEmpty();
        assertThat(Batches.of("")).isEmpty();
    }

    @Test
    void splitsAtSemicolonsOutsideOfTextsNamesAndComments() {
        assertThat(sql("SELECT ';' AS [a;b]], \"c;d\" -- e;f\n, 2]; /* g; /* h; */ i; */ DELETE t;;\n"))
                .containsExactly("SELECT ';' AS [a;b]], \"c;d\" -- e;f\n, 2]", "DELETE t");
    }

    @Test
    void takesAnOpenTextWhole() {
        assertThat(Batches.of(" SELECT 'a;b "))
                .containsExactly(new Unit("SELECT 'a;b", 1, true, Transaction.AS_BEFORE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DECLARE @a int = 1; SELECT @a",
                "IF 1 = 1 DELETE t; ELSE DELETE u",
                "BEGIN DELETE t; DELETE u; END",
                "WHILE 1 = 1 BREAK; DELETE t",
                "CREATE PROCEDURE p AS DELETE t; DELETE u",
                "CREATE FUNCTION f() RETURNS int AS BEGIN RETURN 1; END",
                "BEGIN TRY DELETE t; END TRY BEGIN CATCH THROW; END CATCH",
                "GOTO a; a: DELETE t",
            })
    void keepsTogetherWhatBelongsTogether(String batch) {
        assertThat(Batches.of(batch + "\nGO\nSELECT 1; SELECT 2"))
                .extracting(Unit::sql)
                .containsExactly(batch, "SELECT 1", "SELECT 2");
        assertThat(Batches.of(batch).get(0).whole()).isTrue();
    }

    @Test
    void splitsWhatOnlyLooksLikeABlock() {
        assertThat(sql("DROP TABLE IF EXISTS t; DROP PROCEDURE p; EXEC q @a = 1; BEGIN TRANSACTION; COMMIT"))
                .containsExactly(
                        "DROP TABLE IF EXISTS t", "DROP PROCEDURE p", "EXEC q @a = 1", "BEGIN TRANSACTION", "COMMIT");
    }

    @Test
    void knowsTransactions() {
        assertThat(Batches.of("BEGIN TRAN; DELETE t; COMMIT; BEGIN TRANSACTION DELETE t ROLLBACK"))
                .extracting(Unit::transaction)
                .containsExactly(Transaction.OPEN, Transaction.AS_BEFORE, Transaction.CLOSED, Transaction.CLOSED);
    }

    @Test
    void showsAUnitInOneLine() {
        assertThat(Batches.of("SELECT\n  1").get(0).inBrief()).isEqualTo("SELECT 1");
        assertThat(Batches.of("SELECT '" + "x".repeat(100) + "'").get(0).inBrief())
                .hasSize(81)
                .endsWith("x…");
        assertThat(Batches.of("SELECT 1 AS a").get(0).isOneSelect()).isTrue();
        assertThat(Batches.of("SELECT 1 AS a INSERT t").get(0).isOneSelect()).isFalse();
    }

    @Test
    void putsALabelWhereOneIsTaken() {
        assertThat(labelled("INSERT INTO t VALUES (1)"))
                .isEqualTo("INSERT INTO t VALUES (1) OPTION (LABEL = N'it''s')");
        assertThat(labelled("WITH x AS (SELECT 1 AS a) SELECT a FROM x")).endsWith(" OPTION (LABEL = N'it''s')");
        assertThat(labelled("CREATE TABLE t (a int)")).isEmpty();
        assertThat(labelled("SELECT 1 AS a OPTION (HASH JOIN)")).isEmpty();
        assertThat(labelled("DECLARE @a int; SELECT @a")).isEmpty();
        assertThat(Labelled.statement(Batches.of("SELECT 1").get(0), null)).isEmpty();
    }

    private static String labelled(String sql) {
        return Labelled.statement(Batches.of(sql).get(0), "it's").orElse("");
    }

    private static List<String> sql(String script) {
        return Batches.of(script).stream().map(Unit::sql).toList();
    }

    private static Unit unit(String sql, int line) {
        return new Unit(sql, line, false, Transaction.AS_BEFORE);
    }
}
