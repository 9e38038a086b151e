package dev.sluice.connector.verification;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.spark.NeutralSession;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferReceipt.ColumnFingerprint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Compares the columns of both ends by fingerprints: one aggregation at each end, nothing is moved. */
public final class Fingerprints {

    /**
     * A column at both ends.
     *
     * @param field name of the staged column
     * @param column the table's column
     * @param expression T-SQL over the table that gives the value as it was staged
     * @param type type of the expression
     */
    public record Pair(String field, PoolColumn column, String expression, PoolType type) {}

    private Fingerprints() {}

    /**
     * Compares.
     *
     * @param from T-SQL to select from
     * @throws TransferFailedException of {@link ErrorCode#VERIFICATION_FAILED} if a column differs
     */
    public static List<ColumnFingerprint> compare(
            Dataset<Row> staged, PoolSession session, Statements statements, String from, List<Pair> pairs) {
        return compare(staged, session, statements, "", from, pairs);
    }

    /**
     * Compares.
     *
     * @param with common table expressions before the select, or empty
     */
    public static List<ColumnFingerprint> compare(
            Dataset<Row> staged,
            PoolSession session,
            Statements statements,
            String with,
            String from,
            List<Pair> pairs) {
        Dataset<Row> neutral = NeutralSession.of(staged);
        List<List<Measure>> measures = pairs.stream()
                .map(pair -> Measure.fingerprint(
                        pair.field(), neutral.schema().apply(pair.field()).dataType(), pair.expression(), pair.type()))
                .toList();
        List<Measure> flat = measures.stream().flatMap(List::stream).toList();
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < flat.size(); i++) {
            expressions.add(flat.get(i).table() + " AS m" + i);
        }
        List<@Nullable Object> table = session.row(with + statements.select(expressions, from, null, null));
        Row frame = neutral.agg(count(lit(1)), flat.stream().map(Measure::frame).toArray(Column[]::new))
                .head();
        List<ColumnFingerprint> found = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < pairs.size(); i++) {
            StringBuilder ofFrame = new StringBuilder();
            StringBuilder ofTable = new StringBuilder();
            for (Measure measure : measures.get(i)) {
                append(ofFrame, measure.name(), frame.get(at + 1));
                append(ofTable, measure.name(), table.get(at));
                at++;
            }
            PoolColumn column = pairs.get(i).column();
            found.add(new ColumnFingerprint(
                    column.name(), column.type().toSql(), ofFrame.toString(), ofTable.toString()));
        }
        refuseDifference(found);
        return found;
    }

    private static void refuseDifference(List<ColumnFingerprint> found) {
        List<ColumnFingerprint> different = found.stream()
                .filter(each -> !each.frame().equals(each.table()))
                .toList();
        if (!different.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.VERIFICATION_FAILED,
                    (different.size() == 1 ? "Column " : "Columns ")
                            + different.stream().map(ColumnFingerprint::column).collect(joining(", "))
                            + (different.size() == 1 ? " differs" : " differ") + " at both ends",
                    different.stream()
                            .map(each -> each.column() + ": Spark has " + each.frame() + ", the SQL pool has "
                                    + each.table())
                            .collect(joining("; ")),
                    "Nothing was published. Run the transfer again; if it stays, cast the column to a plainer type");
        }
    }

    private static void append(StringBuilder text, String name, @Nullable Object value) {
        text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(plain(value));
    }

    /** Returns a number in one form, whatever type each end has for it. */
    static String plain(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Double number) {
            // Minus zero equals zero, and either may be the least.
            return Double.toString(number == 0 ? 0.0 : number);
        }
        BigDecimal exact = new BigDecimal(value.toString());
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
