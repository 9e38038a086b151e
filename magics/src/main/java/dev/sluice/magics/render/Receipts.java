package dev.sluice.magics.render;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.transfer.ResultTable;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.ColumnFingerprint;
import dev.sluice.transfer.TransferReceipt.PhaseDuration;
import dev.sluice.transfer.TransferReceipt.RowFingerprint;
import dev.sluice.transfer.TransferReceipt.StatementCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows what a transfer did. */
public final class Receipts {

    /** The form for scripts: the JSON of a {@link TransferReceipt}. */
    public static final String RECEIPT = "application/vnd.sluice.receipt.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Receipts() {}

    /** Renders a receipt: a headline, then tables, then what is folded. */
    public static MimeBundle render(TransferReceipt receipt) {
        Map<String, Object> forms = new LinkedHashMap<>();
        String text = text(receipt);
        String html = html(receipt);
        int last = receipt.results().size() - 1;
        for (int i = last; i >= 0; i--) {
            ResultTable result = receipt.results().get(i);
            String note = i == last ? headline(receipt) : ResultTables.rowCount(result);
            Map<String, Object> table = ResultTables.render(result, note).forms();
            text = table.get(MimeBundle.TEXT)
                    + (i == last ? text.substring(headline(receipt).length()) : "\n\n" + text);
            html = table.get(MimeBundle.HTML) + html;
            // Scripts find the last in a form of its own, and all in the receipt.
            forms.putIfAbsent(ResultTables.TABLE, table.getOrDefault(ResultTables.TABLE, Map.of()));
        }
        forms.put(MimeBundle.TEXT, text);
        forms.put(MimeBundle.HTML, html);
        forms.put(RECEIPT, JSON.convertValue(receipt, new TypeReference<Map<String, Object>>() {}));
        return new MimeBundle(forms);
    }

    /** Returns the one line that says it all, such as {@code Wrote 336,776 rows to [dbo].[flights] in 4.2 s (...)}. */
    static String headline(TransferReceipt receipt) {
        String time = " in " + Amounts.seconds(totalSeconds(receipt));
        String rows = Amounts.count(receipt.rows(), "row");
        String size = receipt.files() == 0
                ? ""
                : " (" + Amounts.bytes(receipt.bytes()) + ", " + Amounts.count(receipt.files(), "file") + ')';
        return switch (receipt.operation()) {
            case "write" -> "Wrote " + rows + " to " + receipt.table() + time + size;
            case "read" ->
                "Read " + rows + " from " + (receipt.table() == null ? "the query" : receipt.table()) + time + size;
            case "run" -> "Ran " + Amounts.count(Math.max(1, receipt.counts().size()), "statement") + time;
            default ->
                (receipt.results().isEmpty()
                                ? rows
                                : ResultTables.rowCount(receipt.results().get(0)))
                        + time;
        };
    }

    private static double totalSeconds(TransferReceipt receipt) {
        return receipt.phases().stream().mapToDouble(PhaseDuration::seconds).sum();
    }

    private static String viewLine(TransferReceipt receipt) {
        return receipt.view() + " -> ready in Scala, PySpark and SQL";
    }

    private static String text(TransferReceipt receipt) {
        StringBuilder text = new StringBuilder(headline(receipt));
        if (receipt.view() != null) {
            text.append('\n').append(viewLine(receipt));
        }
        notes(receipt).forEach(note -> text.append("\nWarning: ").append(note));
        if (!receipt.counts().isEmpty()) {
            text.append('\n').append(countsTable(receipt.counts()).text().stripTrailing());
        }
        if (receipt.phases().size() > 1) {
            text.append('\n')
                    .append(String.join(
                            ", ",
                            receipt.phases().stream()
                                    .map(phase -> phase.phase() + " " + Amounts.seconds(phase.seconds()))
                                    .toList()));
        }
        if (!receipt.rowCounts().isEmpty()) {
            text.append('\n').append(rowCountLine(receipt));
        }
        if (!receipt.fingerprints().isEmpty()) {
            text.append('\n').append(fingerprintLine(receipt)).append('\n');
            text.append(fingerprintTable(receipt.fingerprints()).text().stripTrailing());
        }
        return text.toString();
    }

    private static String fingerprintLine(TransferReceipt receipt) {
        long equal = receipt.fingerprints().stream().filter(Receipts::isEqual).count();
        RowFingerprint rows = receipt.rowFingerprint();
        return "Verified: " + equal + " of "
                + Amounts.count(receipt.fingerprints().size(), "column") + " equal at both ends"
                + (rows == null ? "" : ", hash of whole rows " + rows.frame());
    }

    /** Returns the line that says who counted how many rows. */
    private static String rowCountLine(TransferReceipt receipt) {
        return "Counted: "
                + receipt.rowCounts().stream()
                        .map(count -> Amounts.count(count.rows()) + ' ' + count.place())
                        .collect(Collectors.joining(", "));
    }

    /** Returns what the user should know: warnings, and values that were changed. */
    private static List<String> notes(TransferReceipt receipt) {
        List<String> notes = new ArrayList<>(receipt.warnings());
        receipt.losses().forEach(loss -> notes.add(Losses.told(loss)));
        return notes;
    }

    private static boolean isEqual(ColumnFingerprint fingerprint) {
        return fingerprint.frame().equals(fingerprint.table());
    }

    private static TextTable countsTable(List<StatementCount> counts) {
        TextTable table = new TextTable(List.of("statement", "rows"), List.of(Html.Align.LEFT, Html.Align.RIGHT));
        counts.forEach(count -> table.add(List.of(count.statement(), countOf(count))));
        return table;
    }

    private static String countOf(StatementCount count) {
        Long rows = count.rows();
        return rows == null ? "-" : Amounts.count(rows);
    }

    private static TextTable fingerprintTable(List<ColumnFingerprint> fingerprints) {
        TextTable table = new TextTable(
                List.of("column", "type", "compared", "frame", "table", ""),
                List.of(
                        Html.Align.LEFT,
                        Html.Align.LEFT,
                        Html.Align.LEFT,
                        Html.Align.LEFT,
                        Html.Align.LEFT,
                        Html.Align.LEFT));
        fingerprints.forEach(fingerprint -> table.add(row(fingerprint)));
        return table;
    }

    private static List<String> row(ColumnFingerprint fingerprint) {
        return List.of(
                fingerprint.column(),
                fingerprint.type(),
                fingerprint.compared(),
                fingerprint.frame(),
                fingerprint.table(),
                isEqual(fingerprint) ? "equal" : "DIFFERENT");
    }

    private static String html(TransferReceipt receipt) {
        StringBuilder html = new StringBuilder();
        if (receipt.results().isEmpty()) {
            html.append("<div><b>").append(Html.escaped(headline(receipt))).append("</b></div>");
        }
        if (receipt.view() != null) {
            html.append("<div><code>")
                    .append(Html.escaped(receipt.view()))
                    .append("</code> → ready in Scala, PySpark and SQL</div>");
        }
        for (String warning : notes(receipt)) {
            html.append("<div style=\"color:#b36b00\">⚠ ")
                    .append(Html.escaped(warning))
                    .append("</div>");
        }
        if (!receipt.counts().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            receipt.counts().forEach(count -> rows.add(List.of(countOf(count), count.statement())));
            html.append(table(List.of("rows", "statement"), rows, 0));
        }
        html.append(phases(receipt));
        if (!receipt.rowCounts().isEmpty()) {
            html.append("<div>").append(Html.escaped(rowCountLine(receipt))).append("</div>");
        }
        if (!receipt.fingerprints().isEmpty()) {
            List<List<String>> rows = receipt.fingerprints().stream()
                    .map(Receipts::row)
                    .map(row -> {
                        List<String> marked = new ArrayList<>(row);
                        marked.set(5, row.get(5).equals("equal") ? "✓ equal" : "✗ different");
                        return List.copyOf(marked);
                    })
                    .toList();
            html.append(Html.folded(
                    "✓ " + fingerprintLine(receipt),
                    table(List.of("column", "type", "compared", "frame", "table", ""), rows, -1)));
        }
        if (!receipt.statements().isEmpty()) {
            html.append(Html.folded(
                    "T-SQL that ran (" + receipt.statements().size() + ')',
                    Html.code(String.join("\n\n", receipt.statements()))));
        }
        return html.toString();
    }

    private static String phases(TransferReceipt receipt) {
        if (receipt.phases().size() < 2) {
            return "";
        }
        List<String> names = new ArrayList<>();
        List<String> times = new ArrayList<>();
        for (PhaseDuration phase : receipt.phases()) {
            names.add(phase.phase().toString());
            times.add(Amounts.seconds(phase.seconds()));
        }
        return table(names, List.of(times), -1);
    }

    private static String table(List<String> headers, List<List<String>> rows, int numeric) {
        HtmlTable table = new HtmlTable(headers, numeric);
        rows.forEach(table::add);
        return table.html();
    }
}
