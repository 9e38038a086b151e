package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cell asks the connector for. It travels as base64 of its JSON inside a literal of one Livy statement, so that no
 * text of the user is ever spliced into code.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TransferRequest.Read.class, name = "read"),
    @JsonSubTypes.Type(value = TransferRequest.Write.class, name = "write"),
    @JsonSubTypes.Type(value = TransferRequest.Query.class, name = "query"),
    @JsonSubTypes.Type(value = TransferRequest.Run.class, name = "run")
})
public sealed interface TransferRequest {

    /** The SQL pool to talk to. */
    PoolAddress pool();

    /**
     * Reads a table, or the result of a T-SQL SELECT, into a temp view.
     *
     * @param table the table, or null if {@code query} is given
     * @param query a T-SQL SELECT, or null if {@code table} is given
     * @param view name of the temp view that is made or replaced
     * @param columns columns to read, all of them if empty
     * @param where T-SQL condition, without the word WHERE
     * @param limit most rows to read
     * @param staging folder to stage under, as an {@code abfss} URI
     * @param label label of the pool's statements
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Read(
            PoolAddress pool,
            @Nullable TableName table,
            @Nullable String query,
            String view,
            List<String> columns,
            @Nullable String where,
            @Nullable Long limit,
            @Nullable String staging,
            @Nullable String pre,
            @Nullable String post,
            Verification verify,
            @Nullable String label)
            implements TransferRequest {
        public Read {
            requireNonNull(pool, "pool");
            requireNonNull(view, "view");
            requireNonNull(verify, "verify");
            columns = List.copyOf(columns);
            if ((table == null) == (query == null)) {
                throw new IllegalArgumentException("Invalid read: give either a table or a query");
            }
        }
    }

    /**
     * Writes a frame into a table.
     *
     * @param frame name of the frame as the user wrote it; the rows come with the call, not by this name
     * @param mode what to do if the table exists
     * @param location folder of an external table's files, as an {@code abfss} URI or a path in the staging container
     * @param maxStringLength length of string columns in characters, up to 4000; null for the length the data needs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Write(
            PoolAddress pool,
            String frame,
            TableName table,
            SaveMode mode,
            TableType type,
            @Nullable String location,
            @Nullable Distribution distribution,
            @Nullable TableIndex index,
            List<String> columns,
            @Nullable String staging,
            @Nullable String pre,
            @Nullable String post,
            @Nullable Integer maxStringLength,
            Verification verify,
            @Nullable String label,
            LoadMethod load)
            implements TransferRequest {
        public Write {
            requireNonNull(pool, "pool");
            requireNonNull(frame, "frame");
            requireNonNull(table, "table");
            requireNonNull(mode, "mode");
            requireNonNull(type, "type");
            requireNonNull(verify, "verify");
            requireNonNull(load, "load");
            columns = List.copyOf(columns);
        }
    }

    /**
     * Shows the result of a T-SQL SELECT, and binds it to a view if one is named.
     *
     * @param limit most rows to show; the outcome says if there were more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Query(
            PoolAddress pool,
            String sql,
            @Nullable String view,
            int limit,
            @Nullable String label) implements TransferRequest {
        public Query {
            requireNonNull(pool, "pool");
            requireNonNull(sql, "sql");
            if (limit < 1) {
                throw new IllegalArgumentException("Invalid limit " + limit + ": use 1 or more");
            }
        }
    }

    /** Runs T-SQL statements that return no rows. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Run(PoolAddress pool, String sql, @Nullable String label) implements TransferRequest {
        public Run {
            requireNonNull(pool, "pool");
            requireNonNull(sql, "sql");
        }
    }
}
