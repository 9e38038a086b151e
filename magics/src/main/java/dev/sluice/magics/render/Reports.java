package dev.sluice.magics.render;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferReport;
import dev.sluice.transfer.TransferReport.Removal;
import dev.sluice.transfer.TransferState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what is known of transfers. */
public final class Reports {

    /** The form for scripts: the JSON of a {@link TransferReport}. */
    public static final String REPORT = "application/vnd.sluice.transfers.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Reports() {}

    /** Renders a report: a table of transfers or the facts of one, what was taken away, and notes. */
    public static MimeBundle render(TransferReport report) {
        List<HtmlTable> tables = new ArrayList<>();
        if (report.operation().equals("history")) {
            tables.add(history(report.transfers()));
        } else {
            report.transfers().forEach(transfer -> tables.add(facts(transfer)));
        }
        List<String> notes = new ArrayList<>();
        if (!report.operation().equals("history")) {
            report.transfers().forEach(transfer -> transfer.losses().forEach(loss -> notes.add(Losses.told(loss))));
        }
        notes.addAll(report.notes());
        hint(report).ifPresent(notes::add);
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder();
        for (HtmlTable table : tables) {
            text.append(table.text());
            html.append(table.html());
        }
        for (Removal removal : report.removals()) {
            // No table: names of objects are long, and would be cut.
            text.append(removal.result()).append(": ").append(removal.what()).append('\n');
        }
        html.append(removals(report.removals()));
        for (String note : notes) {
            text.append(note).append(".\n");
            html.append(Html.muted(note + '.'));
        }
        Map<String, Object> forms = new LinkedHashMap<>();
        forms.put(MimeBundle.TEXT, text.toString().stripTrailing());
        forms.put(MimeBundle.HTML, html.toString());
        forms.put(REPORT, JSON.convertValue(report, new TypeReference<Map<String, Object>>() {}));
        return new MimeBundle(forms);
    }

    private static HtmlTable history(List<TransferRecord> transfers) {
        HtmlTable table =
                new HtmlTable(List.of("id", "began (UTC)", "took", "what", "became", "rows", "left behind"), 5);
        for (TransferRecord transfer : transfers) {
            table.add(List.of(
                    transfer.id().text(),
                    began(transfer),
                    took(transfer),
                    what(transfer),
                    became(transfer),
                    rows(transfer),
                    transfer.left().isEmpty()
                            ? ""
                            : Amounts.count(transfer.left().size(), "thing")));
        }
        return table;
    }

    private static HtmlTable facts(TransferRecord transfer) {
        HtmlTable table = new HtmlTable(List.of("transfer", transfer.id().text()), -1);
        table.add(List.of("what", what(transfer)));
        table.add(List.of("became", became(transfer)));
        table.add(List.of("rows", rows(transfer)));
        table.add(List.of("began (UTC)", began(transfer)));
        if (transfer.ended() != null) {
            table.add(List.of("ended (UTC)", moment(transfer.ended())));
        }
        table.add(List.of("SQL pool", transfer.server()));
        table.add(List.of("Spark application", transfer.application()));
        for (int i = 0; i < transfer.left().size(); i++) {
            table.add(List.of(i == 0 ? "left behind" : "", transfer.left().get(i)));
        }
        return table;
    }

    private static String removals(List<Removal> removals) {
        if (removals.isEmpty()) {
            return "";
        }
        HtmlTable table = new HtmlTable(List.of("transfer", "what", "result"), -1);
        removals.forEach(removal -> table.add(List.of(removal.transfer().text(), removal.what(), removal.result())));
        return table.html();
    }

    private static Optional<String> hint(TransferReport report) {
        if (report.transfers().stream().anyMatch(each -> each.state() == TransferState.UNKNOWN)) {
            return Optional.of("What became of a transfer that is unknown, %sqlpool status <id> finds out");
        }
        if (report.operation().equals("history") && report.transfers().isEmpty()) {
            return Optional.of("No transfer is on record in the staging folder");
        }
        if (report.operation().equals("gc") && report.removals().isEmpty()) {
            return Optional.of("There was nothing to take away");
        }
        boolean left = report.transfers().stream()
                .anyMatch(each -> each.state() == TransferState.NOT_PUBLISHED
                        && !each.left().isEmpty());
        return left ? Optional.of("%sqlpool resume <id> takes away what a transfer has left behind") : Optional.empty();
    }

    private static String what(TransferRecord transfer) {
        String table = transfer.table() == null ? "a query" : transfer.table();
        return transfer.operation() + ' ' + table;
    }

    private static String became(TransferRecord transfer) {
        String step =
                transfer.step() == null || transfer.state() != TransferState.RUNNING ? "" : ", " + transfer.step();
        return transfer.state() + step + (transfer.code() == null ? "" : " (" + transfer.code() + ")");
    }

    private static String rows(TransferRecord transfer) {
        Long rows = transfer.rows();
        return rows == null ? "" : Amounts.count(rows);
    }

    private static String began(TransferRecord transfer) {
        return moment(transfer.started());
    }

    private static String moment(String iso) {
        return iso.replaceFirst("T", " ").replaceFirst("(\\.\\d+)?Z$", "");
    }

    private static String took(TransferRecord transfer) {
        String ended = transfer.ended();
        // Without phases it did not come to its end by itself.
        return ended == null || transfer.phases().isEmpty()
                ? ""
                : Amounts.seconds(Duration.between(Instant.parse(transfer.started()), Instant.parse(ended))
                                .toMillis()
                        / 1000.0);
    }
}
