package dev.sluice.connector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What became of writes that were broken, by the step that was and by how: a table of {@code docs/guarantees.md}, between
 * {@code <!-- matrix: name -->} and {@code <!-- end of matrix -->}.
 *
 * <p>A whole run, {@code -Dsluice.matrix=whole}, must find what the document says; {@code -Dsluice.matrix=write} writes it.
 * Any other run must find nothing that the document does not say. The counts are those of the run that wrote the document:
 * how often Spark lists its files is not the same in two runs.
 */
final class Matrix {

    private static final Path DOCUMENT = Path.of("../docs/guarantees.md");
    private static final Path LOCK = Path.of("target/guarantees.lock");
    private static final String MODE = System.getProperty("sluice.matrix", "short");

    private final String name;
    private final List<String> faults;
    private final Map<Step, Map<String, Map<String, Integer>>> cells = new EnumMap<>(Step.class);

    /**
     * Begins a table.
     *
     * @param name its name in the document
     * @param faults headings of the columns
     */
    Matrix(String name, List<String> faults) {
        this.name = name;
        this.faults = List.copyOf(faults);
    }

    /** Returns whether every step is to be broken, and not a choice of them. */
    static boolean isWhole() {
        return !MODE.equals("short");
    }

    /** Adds what became of one write. */
    void add(Step step, String fault, String outcome) {
        cells.computeIfAbsent(step, key -> new TreeMap<>())
                .computeIfAbsent(fault, key -> new TreeMap<>())
                .merge(outcome, 1, Integer::sum);
    }

    /** Compares with the document, or writes it. */
    void settle() throws IOException {
        if (MODE.equals("write")) {
            write();
            return;
        }
        List<String> written = outcomes(section(Files.readString(DOCUMENT)).group());
        List<String> found = outcomes(table());
        if (isWhole()) {
            assertThat(found).containsExactlyInAnyOrderElementsOf(written);
        } else {
            assertThat(written).containsAll(found);
        }
    }

    private void write() throws IOException {
        // Another process of the same run writes another table.
        try (FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.lock();
            String text = Files.readString(DOCUMENT);
            Matcher section = section(text);
            Files.writeString(
                    DOCUMENT,
                    text.substring(0, section.start())
                            + section.group(1)
                            + '\n'
                            + table()
                            + '\n'
                            + section.group(2)
                            + text.substring(section.end()));
            lock.release();
        }
    }

    private Matcher section(String text) {
        Matcher section = Pattern.compile(
                        "(<!-- matrix: " + Pattern.quote(name) + " -->\n).*?(<!-- end of matrix -->)", Pattern.DOTALL)
                .matcher(text);
        assertThat(section.find()).as("section of %s in %s", name, DOCUMENT).isTrue();
        return section;
    }

    private String table() {
        StringBuilder text = new StringBuilder("| Step | ")
                .append(String.join(" | ", faults))
                .append(" |\n|---|")
                .append("---|".repeat(faults.size()))
                .append('\n');
        cells.forEach((step, row) -> text.append("| ")
                .append(step)
                .append(" | ")
                .append(faults.stream()
                        .map(fault -> cell(row.getOrDefault(fault, Map.of())))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n"));
        return text.toString();
    }

    private static String cell(Map<String, Integer> outcomes) {
        return outcomes.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns the outcomes of a table, each with its row and column. */
    private static List<String> outcomes(String table) {
        List<String> outcomes = new ArrayList<>();
        List<String> heads = List.of();
        for (String line : table.lines().filter(each -> each.startsWith("| ")).toList()) {
            List<String> row = List.of(line.split(" ?\\| ?", -1));
            if (row.get(1).equals("Step")) {
                heads = row;
                continue;
            }
            for (int i = 2; i < row.size() - 1; i++) {
                for (String outcome : row.get(i).split(", ", -1)) {
                    if (!outcome.isEmpty()) {
                        outcomes.add(row.get(1) + " / " + heads.get(i) + " / " + outcome.replaceAll(": \\d+$", ""));
                    }
                }
            }
        }
        return outcomes;
    }
}
