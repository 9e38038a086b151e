package dev.sluice.connector.verification;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.sluice.connector.spark.NeutralSession;
import dev.sluice.connector.type.Export;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.WallClock;
import dev.sluice.connector.verification.ColumnFacts.Found;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts exported rows and, in the same pass, the wall clocks that are no one instant of the session's time zone. */
public final class ExportedClocks {

    private ExportedClocks() {}

    /**
     * Counts, and warns of wall clocks that the zone shows twice or never.
     *
     * @param warnings takes each warning
     * @param staged exported rows, in the order of the columns
     * @return number of rows
     */
    public static long rows(Dataset<Row> staged, List<PoolColumn> columns, ZoneId zone, Consumer<String> warnings) {
        List<Integer> clocks = WallClock.isSteady(zone)
                ? List.of()
                : IntStream.range(0, columns.size())
                        .filter(i -> Export.isWallClock(columns.get(i).type()))
                        .boxed()
                        .toList();
        if (clocks.isEmpty()) {
            return staged.count();
        }
        Dataset<Row> numbered = NeutralSession.of(staged)
                .toDF(IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toArray(String[]::new));
        List<Column> aggregates = new ArrayList<>();
        for (int i : clocks) {
            add(aggregates, WallClock.isRepeated("c" + i, zone), "c" + i);
            add(aggregates, WallClock.isSkipped("c" + i, zone), "c" + i);
        }
        Row row = numbered.agg(count(lit(1)), aggregates.toArray(Column[]::new)).head();
        for (int i = 0; i < clocks.size(); i++) {
            String column = columns.get(clocks.get(i)).name();
            warn(warnings, column, found(row, 1 + 4 * i), zone, "show twice", "each is read as the earlier instant");
            warn(
                    warnings,
                    column,
                    found(row, 3 + 4 * i),
                    zone,
                    "never show",
                    "each is read as the clocks show it later");
        }
        return row.getLong(0);
    }

    private static void add(List<Column> aggregates, Column condition, String column) {
        aggregates.add(coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L)));
        aggregates.add(min(when(condition, col(column).cast("string"))));
    }

    private static Found found(Row row, int at) {
        return new Found(row.getLong(at), row.isNullAt(at + 1) ? null : row.getString(at + 1));
    }

    private static void warn(
            Consumer<String> warnings, String column, Found found, ZoneId zone, String how, String consequence) {
        if (found.any()) {
            warnings.accept("Column " + column + ": " + found.counted("value", "falls", "fall")
                    + " into a time that the clocks of " + zone.getId() + " " + how + ", such as " + found.example()
                    + ": " + consequence + ". Set spark.sql.session.timeZone to UTC to read what T-SQL shows");
        }
    }
}
