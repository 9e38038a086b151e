package dev.sluice.magics.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.ResultTable;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.ColumnFingerprint;
import dev.sluice.transfer.TransferReceipt.Loss;
import dev.sluice.transfer.TransferReceipt.PhaseDuration;
import dev.sluice.transfer.TransferReceipt.RowCount;
import dev.sluice.transfer.TransferReceipt.RowFingerprint;
import dev.sluice.transfer.TransferReceipt.StatementCount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReceiptsTest {

    private static final List<PhaseDuration> PHASES = List.of(
            new PhaseDuration(Phase.PREFLIGHT, 0.24),
            new PhaseDuration(Phase.STAGE, 2),
            new PhaseDuration(Phase.LOAD, 2));

    private static TransferReceipt receipt(
            String operation,
            @Nullable String table,
            @Nullable String view,
            List<StatementCount> counts,
            List<ColumnFingerprint> fingerprints,
            @Nullable ResultTable result) {
        return withResults(operation, table, view, counts, fingerprints, result == null ? List.of() : List.of(result));
    }

    private static TransferReceipt withResults(
            String operation,
            @Nullable String table,
            @Nullable String view,
            List<StatementCount> counts,
            List<ColumnFingerprint> fingerprints,
            List<ResultTable> results) {
        boolean moves = operation.equals("read") || operation.equals("write");
        return new TransferReceipt(
                operation,
                table,
                view,
                336776,
                moves ? 12345678 : 0,
                moves ? 2 : 0,
                moves ? PHASES : PHASES.subList(1, 2),
                List.of("CREATE TABLE [dbo].[t] (a INT)"),
                counts,
                fingerprints,
                results,
                moves ? List.of("Column a is nullable now") : List.of(),
                moves ? List.of(new RowCount("rows that Spark staged", 336776)) : List.of(),
                fingerprints.isEmpty() ? null : new RowFingerprint("00ff", "00ff"),
                fingerprints.isEmpty()
                        ? List.of()
                        : List.of(new Loss("a", "rounded to datetime", 2, "2020-01-01 00:00:00.0001")));
    }

    private static String html(MimeBundle bundle) {
        return String.valueOf(bundle.forms().get(MimeBundle.HTML));
    }

    @Test
    void showsAWrite() {
        MimeBundle bundle = Receipts.render(receipt(
                "write",
                "[sqlpool].[dbo].[flights]",
                null,
                List.of(),
                List.of(new ColumnFingerprint("a", "int", "count", "count=1", "count=1")),
                null));
        assertThat(bundle.text()).isEqualTo("""
                        Wrote 336,776 rows to [sqlpool].[dbo].[flights] in 4.2 s (12.3 MB, 2 files)
                        Warning: Column a is nullable now
                        Warning: Column a: 2 values are rounded to datetime, such as '2020-01-01 00:00:00.0001'
                        preflight 0.2 s, stage 2.0 s, load 2.0 s
                        Counted: 336,776 rows that Spark staged
                        Verified: 1 of 1 column equal at both ends, hash of whole rows 00ff
                        column | type | compared | frame   | table   |
                        -------+------+----------+---------+---------+------
                        a      | int  | count    | count=1 | count=1 | equal""");
        assertThat(html(bundle))
                .startsWith(
                        "<div><b>Wrote 336,776 rows to [sqlpool].[dbo].[flights] in 4.2 s (12.3 MB, 2 files)</b></div>")
                .contains("⚠ Column a is nullable now", ">preflight</th>", ">2.0 s</td>", "✓ equal</td>")
                .contains("T-SQL that ran (1)</summary>", "CREATE TABLE [dbo].[t] (a INT)</pre>");
        assertThat(bundle.forms().get(Receipts.RECEIPT)).isInstanceOf(Map.class);
        assertThat(((Map<?, ?>) Objects.requireNonNull(bundle.forms().get(Receipts.RECEIPT))).get("rows"))
                .isEqualTo(336776L);
    }

    @Test
    void showsARead() {
        assertThat(Receipts.render(receipt("read", "[dbo].[t]", "flights", List.of(), List.of(), null))
                        .text())
                .isEqualTo("""
                        Read 336,776 rows from [dbo].[t] in 4.2 s (12.3 MB, 2 files)
                        flights -> ready in Scala, PySpark and SQL
                        Warning: Column a is nullable now
                        preflight 0.2 s, stage 2.0 s, load 2.0 s
                        Counted: 336,776 rows that Spark staged""");
        assertThat(Receipts.headline(receipt("read", null, "v", List.of(), List.of(), null)))
                .startsWith("Read 336,776 rows from the query in ");
    }

    @Test
    void showsTheRowsOfAQuery() {
        ResultTable table = new ResultTable(List.of(new ResultTable.Column("n", "int")), List.of(List.of(7)), true);
        MimeBundle bundle = Receipts.render(receipt("query", null, "v", List.of(), List.of(), table));
        assertThat(bundle.text()).isEqualTo("""
                        n
                        -
                        7
                        first 1 row shown, there are more in 2.0 s
                        v -> ready in Scala, PySpark and SQL""");
        assertThat(html(bundle)).contains("<table", "<code>v</code> → ready in Scala, PySpark and SQL");
        assertThat(bundle.forms()).containsKeys(ResultTables.TABLE, Receipts.RECEIPT);
    }

    @Test
    void showsEachResultOfARun() {
        ResultTable one = new ResultTable(List.of(new ResultTable.Column("n", "int")), List.of(List.of(7)), false);
        ResultTable other = new ResultTable(List.of(new ResultTable.Column("m", "int")), List.of(List.of(8)), true);
        MimeBundle bundle =
                Receipts.render(withResults("run", null, null, List.of(), List.of(), List.of(one, other, one)));

        assertThat(bundle.text()).isEqualTo("""
                        n
                        -
                        7
                        1 row

                        m
                        -
                        8
                        first 1 row shown, there are more

                        n
                        -
                        7
                        Ran 1 statement in 2.0 s""");
        assertThat(html(bundle).split("<thead>", -1)).hasSize(4);
        assertThat(bundle.forms().get(ResultTables.TABLE)).asString().contains("7");
    }

    @Test
    void showsWhatEachStatementChanged() {
        MimeBundle bundle = Receipts.render(receipt(
                "run",
                null,
                null,
                List.of(new StatementCount("CREATE SCHEMA s", null), new StatementCount("DELETE FROM t", 1200L)),
                List.of(),
                null));
        assertThat(bundle.text()).isEqualTo("""
                        Ran 2 statements in 2.0 s
                        statement       |  rows
                        ----------------+------
                        CREATE SCHEMA s |     -
                        DELETE FROM t   | 1,200""");
        assertThat(html(bundle)).contains(">1,200</td>");
    }
}
