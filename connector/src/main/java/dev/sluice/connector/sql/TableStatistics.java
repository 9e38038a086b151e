package dev.sluice.connector.sql;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statistics that a user made of a table.
 *
 * @param columns its columns, in order
 * @param filter condition of the rows that they are of, null for all
 */
public record TableStatistics(
        String name, List<String> columns, @Nullable String filter) {

    public TableStatistics {
        requireNonNull(name, "name");
        columns = List.copyOf(columns);
    }
}
