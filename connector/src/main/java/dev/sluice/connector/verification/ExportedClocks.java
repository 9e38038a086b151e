package dev.sluice.connector.verification;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.sluice.connector.type.Export;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.WallClock;
import dev.sluice.connector.verification.ColumnFacts.Found;
import dev.sluice.transfer.TransferReceipt.Loss;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** Counts the wall clocks of exported rows that are no one instant of the session's time zone. */
public final class ExportedClocks {

    private final List<String> columns;
    private final ZoneId zone;

    private ExportedClocks(List<String> columns, ZoneId zone) {
        this.columns = columns;
        this.zone = zone;
    }

    /** Returns what is to be counted; nothing if each wall clock of the zone is one instant. */
    public static ExportedClocks of(List<PoolColumn> columns, ZoneId zone) {
        return new ExportedClocks(
                WallClock.isSteady(zone)
                        ? List.of()
                        : columns.stream()
                                .filter(column -> Export.isWallClock(column.type()))
                                .map(PoolColumn::name)
                                .toList(),
                zone);
    }

    /** Returns the aggregates over exported rows. */
    public List<Column> aggregates() {
        List<Column> aggregates = new ArrayList<>();
        for (String column : columns) {
            String name = ValueText.quoted(column);
            add(aggregates, WallClock.isRepeated(name, zone), name);
            add(aggregates, WallClock.isSkipped(name, zone), name);
        }
        return aggregates;
    }

    /**
     * Returns warnings of wall clocks that the zone shows twice. They are shown as they were.
     *
     * @param answer the aggregates
     */
    public List<String> warnings(List<? extends @Nullable Object> answer) {
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Found repeated = found(answer, 4 * i);
            if (repeated.any()) {
                warnings.add("Column " + columns.get(i) + ": " + repeated.counted("value", "falls", "fall")
                        + " into a time that the clocks of " + zone.getId() + " show twice, such as "
                        + repeated.example() + ": each is read as the earlier instant."
                        + " Set spark.sql.session.timeZone to UTC to read what T-SQL shows");
            }
        }
        return warnings;
    }

    /**
     * Returns the wall clocks that the zone never shows: Spark shows others in their place.
     *
     * @param answer the aggregates
     */
    public List<Loss> losses(List<? extends @Nullable Object> answer) {
        List<Loss> losses = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Found skipped = found(answer, 4 * i + 2);
            if (skipped.any()) {
                losses.add(new Loss(
                        columns.get(i),
                        "read as a later clock time, because clocks of " + zone.getId() + " never show it",
                        skipped.count(),
                        String.valueOf(skipped.example())));
            }
        }
        return losses;
    }

    private static void add(List<Column> aggregates, Column condition, String column) {
        aggregates.add(coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L)));
        aggregates.add(min(when(condition, col(column).cast("string"))));
    }

    private static Found found(List<? extends @Nullable Object> answer, int at) {
        return answer.get(at) instanceof Long count ? new Found(count, (String) answer.get(at + 1)) : Found.NONE;
    }
}
