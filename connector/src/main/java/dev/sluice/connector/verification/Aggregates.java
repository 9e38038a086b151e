package dev.sluice.connector.verification;

import dev.sluice.connector.spark.NeutralSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Aggregates over staged rows. Runs in the driver. */
public final class Aggregates {

    private Aggregates() {}

    /**
     * Computes aggregates in one pass.
     *
     * @param aggregates makes the aggregates; called in a neutral session
     */
    public static List<@Nullable Object> of(Dataset<Row> rows, Supplier<List<Column>> aggregates) {
        Dataset<Row> neutral = NeutralSession.of(rows);
        List<Column> all = NeutralSession.within(neutral.sparkSession(), aggregates);
        return values(neutral.agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new))
                .head());
    }

    /** Returns the values of a row. */
    public static List<@Nullable Object> values(Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            values.add(row.get(i));
        }
        return Collections.unmodifiableList(values);
    }
}
