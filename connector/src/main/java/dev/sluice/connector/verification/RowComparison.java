package dev.sluice.connector.verification;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.spark.NeutralSession;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferReceipt.ColumnFingerprint;
import dev.sluice.transfer.TransferReceipt.RowFingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of both ends: one aggregation at each end, nothing is moved.
 *
 * <pre>
 * number of rows | sums of the hashes of whole rows | for each column: number of values [ | sums of its own hashes ]
 * </pre>
 */
public final class RowComparison {

    private final StructType staged;
    private final List<ComparedColumn> columns;
    private final List<ValueText> texts;

    private RowComparison(StructType staged, List<ComparedColumn> columns) {
        this.staged = staged;
        this.columns = List.copyOf(columns);
        this.texts = columns.stream()
                .map(column -> ValueText.of(
                        column.field(), staged.apply(column.field()).dataType(), column.expression(), column.type()))
                .toList();
    }

    /**
     * Makes a comparison. To be called in a neutral session.
     *
     * @param staged schema of the staged rows
     */
    public static RowComparison of(StructType staged, List<ComparedColumn> columns) {
        return new RowComparison(staged, columns);
    }

    /** Returns what the frame's side has to compute of staged rows. */
    public List<Column> frame() {
        List<Column> aggregates = new ArrayList<>();
        aggregates.add(count(lit(1)));
        aggregates.addAll(Digest.sums(Digest.frame(together())));
        for (int i = 0; i < columns.size(); i++) {
            aggregates.add(count(col(ValueText.quoted(columns.get(i).field()))));
            if (columns.get(i).hashing().isApart()) {
                aggregates.addAll(Digest.sums(Digest.frame(List.of(texts.get(i)))));
            }
        }
        return aggregates;
    }

    /**
     * Compares, and finds out which columns differ, if the two ends do.
     *
     * @param observed what {@link #frame} gave
     * @param rows staged rows, to be looked at again if something differs
     * @param with common table expressions before the select, or empty
     * @param from T-SQL to select from
     * @return what was compared
     * @throws TransferFailedException of {@link ErrorCode#VERIFICATION_FAILED} if something differs or was not counted
     */
    public Compared compare(
            List<? extends @Nullable Object> observed,
            Dataset<Row> rows,
            PoolSession session,
            Statements statements,
            String with,
            String from) {
        RowSums ofFrame = sums("Spark", observed);
        RowSums ofTable = sums("The SQL pool", session.row(with + query(statements, from)));
        if (ofFrame.rows() != ofTable.rows()) {
            throw differs(
                    "The SQL pool has " + ofTable.rows() + " rows of " + ofFrame.rows(),
                    "Rows were lost or came twice on their way");
        }
        Compared compared = compared(ofFrame, ofTable);
        if (!compared.isEqual()) {
            throw explain(compared, rows, session, statements, with, from);
        }
        return compared;
    }

    /**
     * What was compared.
     *
     * @param rows fingerprint of whole rows
     * @param columns what was compared of each column
     */
    public record Compared(RowFingerprint rows, List<ColumnFingerprint> columns) {

        public Compared {
            columns = List.copyOf(columns);
        }

        boolean isEqual() {
            return rows.frame().equals(rows.table())
                    && columns.stream().allMatch(each -> each.frame().equals(each.table()));
        }
    }

    private String query(Statements statements, String from) {
        List<String> inner = new ArrayList<>();
        List<String> outer = new ArrayList<>();
        inner.add(Digest.table(together()) + " AS h");
        outer.add("COUNT_BIG(*) AS n");
        outer.addAll(named(Digest.sums("h"), "h"));
        for (int i = 0; i < columns.size(); i++) {
            inner.add(columns.get(i).expression() + " AS v" + i);
            outer.add("COUNT_BIG(v" + i + ") AS n" + i);
            if (columns.get(i).hashing().isApart()) {
                inner.add(Digest.table(List.of(texts.get(i))) + " AS h" + i);
                outer.addAll(named(Digest.sums("h" + i), "h" + i));
            }
        }
        return statements.select(outer, "(" + statements.select(inner, from, null, null) + ") AS r", null, null);
    }

    private static List<String> named(List<String> halves, String name) {
        return List.of(halves.get(0) + " AS " + name + "_high", halves.get(1) + " AS " + name + "_low");
    }

    /** Returns the texts that are hashed with their rows. */
    private List<ValueText> together() {
        return IntStream.range(0, columns.size())
                .filter(i -> !columns.get(i).hashing().isApart())
                .mapToObj(texts::get)
                .toList();
    }

    private RowSums sums(String who, List<? extends @Nullable Object> answer) {
        try {
            return RowSums.of(columns, answer);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw differs(who + " does not say what its rows are", "A number of its answer is missing");
        }
    }

    private Compared compared(RowSums ofFrame, RowSums ofTable) {
        List<ColumnFingerprint> found = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            PoolColumn column = columns.get(i).column();
            found.add(new ColumnFingerprint(
                    column.name(),
                    column.type().toSql(),
                    columns.get(i).hashing().words(),
                    shown(ofFrame, i),
                    shown(ofTable, i)));
        }
        return new Compared(new RowFingerprint(ofFrame.hash(), ofTable.hash()), found);
    }

    private String shown(RowSums sums, int column) {
        String count = "count=" + sums.values().get(column);
        return columns.get(column).hashing() == Hashing.ALONE
                ? count + " hash=" + sums.apart().get(column).orElseThrow()
                : count;
    }

    /** Looks at both ends again, column by column. */
    private TransferFailedException explain(
            Compared compared,
            Dataset<Row> rows,
            PoolSession session,
            Statements statements,
            String with,
            String from) {
        Dataset<Row> neutral = NeutralSession.of(rows);
        RowComparison each = NeutralSession.within(
                neutral.sparkSession(),
                () -> of(staged, columns.stream().map(ComparedColumn::alone).toList()));
        RowSums ofFrame = each.sums("Spark", Aggregates.of(neutral, each::frame));
        RowSums ofTable = each.sums("The SQL pool", session.row(with + each.query(statements, from)));
        List<ColumnFingerprint> different = each.compared(ofFrame, ofTable).columns().stream()
                .filter(column -> !column.frame().equals(column.table()))
                .toList();
        if (different.isEmpty()) {
            return differs(
                    "Rows differ at both ends",
                    "Every column has the same values, but not in the same rows, or the staged files are not what went"
                            + " into them: Spark has the row hash "
                            + compared.rows().frame() + ", the SQL pool "
                            + compared.rows().table());
        }
        return differs(
                (different.size() == 1 ? "Column " : "Columns ")
                        + different.stream().map(ColumnFingerprint::column).collect(joining(", "))
                        + (different.size() == 1 ? " differs" : " differ") + " at both ends",
                different.stream()
                        .map(column -> column.column() + ": Spark has " + column.frame() + ", the SQL pool has "
                                + column.table())
                        .collect(joining("; ")));
    }

    private static TransferFailedException differs(String what, String why) {
        return TransferFailedException.of(
                ErrorCode.VERIFICATION_FAILED,
                what,
                why,
                "Nothing was published. Run the transfer again; if it stays, cast the column to a plainer type");
    }
}
