package dev.sluice.transfer;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a read takes its rows from: a table, or the result of a T-SQL SELECT.
 *
 * @param table the table, or null if {@code query} is given
 * @param query a T-SQL SELECT, or null if {@code table} is given
 * @param columns columns to read, all of them if empty
 * @param where T-SQL condition, without the word WHERE
 * @param limit most rows to read
 * @param loss what to do if Spark would show other values than the SQL pool has; what is on record of before it could be said
 *     refuses
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadSource(
        @Nullable TableName table,
        @Nullable String query,
        List<String> columns,
        @Nullable String where,
        @Nullable Long limit,
        LossPolicy loss) {

    public ReadSource {
        columns = List.copyOf(columns);
        if ((table == null) == (query == null)) {
            throw new IllegalArgumentException("Invalid read: give either a table or a query");
        }
        loss = requireNonNullElse(loss, LossPolicy.REFUSE);
    }

    /** Returns all rows of a query. */
    public static ReadSource ofQuery(String query) {
        return new ReadSource(null, query, List.of(), null, null, LossPolicy.REFUSE);
    }
}
