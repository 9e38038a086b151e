package dev.sluice.magics.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.transfer.ResultTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ResultTablesTest {

    private static final ResultTable TABLE = new ResultTable(
            List.of(
                    new ResultTable.Column("n", "decimal(10,2)"),
                    new ResultTable.Column("<name>", "nvarchar(20)"),
                    new ResultTable.Column("x", "DOUBLE_TYPE")),
            List.of(
                    Arrays.asList(new BigDecimal("1.10"), "a<b>&\"$x$\"", new BigDecimal("1E+10")),
                    Arrays.asList(null, "NULL", 2.5)),
            false);

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    private static ResultTable oneColumn(String type, @Nullable Object... values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(row(value));
        }
        return new ResultTable(List.of(new ResultTable.Column("c", type)), rows, false);
    }

    @Test
    void showsATableAsText() {
        assertThat(ResultTables.render(TABLE, "2 rows").text()).isEqualTo("""
                           n | <name>     |      x
                        -----+------------+-------
                        1.10 | a<b>&"$x$" | 1.0E10
                        NULL | NULL       |    2.5
                        2 rows""");
    }

    @Test
    void showsATableAsHtml() {
        String right = "style=\"text-align:right;vertical-align:top;padding:2px 8px;\"";
        String left = "style=\"text-align:left;vertical-align:top;padding:2px 8px;\"";
        String type = "<br><span style=\"font-weight:normal;opacity:0.6;font-size:85%\">";
        String value = "<span style=\"white-space:pre-wrap\">";
        assertThat(ResultTables.render(TABLE, "2 rows").forms().get(MimeBundle.HTML))
                .isEqualTo("<div style=\"overflow:auto;max-height:480px\"><table style=\"border-collapse:collapse\">"
                        + "<thead><tr><th " + right + ">n" + type + "decimal(10,2)</span></th><th " + left
                        + ">&lt;name&gt;" + type + "nvarchar(20)</span></th><th " + right + ">x" + type
                        + "DOUBLE_TYPE</span></th></tr></thead><tbody><tr><td " + right + ">" + value
                        + "1.10</span></td><td " + left + ">" + value
                        + "a&lt;b&gt;&amp;&quot;&#36;x&#36;&quot;</span></td><td " + right + ">" + value
                        + "1.0E10</span></td></tr><tr><td " + right
                        + "><span style=\"opacity:0.5;font-style:italic\">NULL</span></td><td " + left + ">" + value
                        + "NULL</span></td><td " + right + ">" + value + "2.5</span></td></tr></tbody></table></div>"
                        + "<div style=\"opacity:0.75;font-size:90%\">2 rows</div>");
    }

    @Test
    void givesScriptsTheTableItself() {
        assertThat(ResultTables.render(oneColumn("int", 1, null), "").forms().get(ResultTables.TABLE))
                .isEqualTo(Map.of(
                        "columns",
                        List.of(Map.of("name", "c", "type", "int")),
                        "rows",
                        List.of(row(1), row((Object) null)),
                        "truncated",
                        false));
    }

    @Test
    void foldsWhatIsLong() {
        MimeBundle bundle = ResultTables.render(oneColumn("string", "<" + "x".repeat(300)), "");
        assertThat(String.valueOf(bundle.forms().get(MimeBundle.HTML)))
                .contains("<details><summary style=\"cursor:pointer\">&lt;" + "x".repeat(119) + "…</summary>")
                .contains("&lt;" + "x".repeat(300) + "</pre></details>");
        assertThat(bundle.text()).contains("<" + "x".repeat(58) + "…\n");
    }

    @Test
    void keepsLinesOfTextInTheirCell() {
        assertThat(ResultTables.render(oneColumn("string", "a\nb\tc\r"), "").text())
                .contains("a\\nb\\tc\\r\n");
    }

    @Test
    void writesNestedValuesAsJson() {
        assertThat(ResultTables.render(oneColumn("array<int>", List.of(1, 2), Map.of("k", "v")), "")
                        .text())
                .isEqualTo("c\n---------\n[1,2]\n{\"k\":\"v\"}\n");
    }

    @Test
    void showsTheFirstRowsAsTextAndSaysSo() {
        Object[] values = new Object[150];
        Arrays.fill(values, 1);
        MimeBundle bundle = ResultTables.render(oneColumn("int", values), "150 rows");
        assertThat(bundle.text()).endsWith("1\n(and 50 more rows)\n150 rows");
        assertThat(String.valueOf(bundle.forms().get(MimeBundle.HTML)).split("<tr>"))
                .hasSize(152);
    }

    @Test
    void namesColumnsThatDoNotFit() {
        List<ResultTable.Column> columns = new ArrayList<>();
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            columns.add(new ResultTable.Column("c" + i, "string"));
            row.add("x".repeat(50));
        }
        assertThat(ResultTables.render(new ResultTable(columns, List.of(row), false), "")
                        .text())
                .endsWith("(and columns c3, c4)\n");
    }

    @Test
    void saysWhetherThereAreMoreRows() {
        assertThat(ResultTables.rowCount(oneColumn("int", 1))).isEqualTo("1 row");
        assertThat(ResultTables.rowCount(new ResultTable(List.of(), List.of(List.of(), List.of()), true)))
                .isEqualTo("first 2 rows shown, there are more");
    }
}
