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
    @JsonSubTypes.Type(value = TransferRequest.Run.class, name = "run"),
    @JsonSubTypes.Type(value = TransferRequest.History.class, name = "history"),
    @JsonSubTypes.Type(value = TransferRequest.Status.class, name = "status"),
    @JsonSubTypes.Type(value = TransferRequest.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = TransferRequest.Collect.class, name = "gc")
})
public sealed interface TransferRequest {

    /** The SQL pool to talk to. */
    PoolAddress pool();

    /** A request that moves rows, and so has a name and stands on record. */
    sealed interface OfRows extends TransferRequest permits Read, Write {

        /** Returns the name of the transfer. */
        TransferId id();

        /** Returns the table that the rows come from or go to; null for a query. */
        @Nullable TableName table();

        /** Returns the request as it may stand where others read it: without how to log in and without hooks. */
        OfRows forRecord();
    }

    /**
     * Reads a table, or the result of a T-SQL SELECT, into a temp view.
     *
     * @param view name of the temp view that is made or replaced
     * @param staging folder to stage under, as an {@code abfss} URI
     * @param label label of the pool's statements
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Read(
            TransferId id,
            PoolAddress pool,
            ReadSource source,
            String view,
            @Nullable String staging,
            Hooks hooks,
            Verification verify,
            @Nullable String label)
            implements OfRows {
        public Read {
            requireNonNull(id, "id");
            requireNonNull(pool, "pool");
            requireNonNull(source, "source");
            requireNonNull(view, "view");
            requireNonNull(hooks, "hooks");
            requireNonNull(verify, "verify");
        }

        @Override
        public @Nullable TableName table() {
            return source.table();
        }

        @Override
        public Read forRecord() {
            return new Read(id, pool.forRecord(), source, view, staging, Hooks.NONE, verify, label);
        }

        /** Returns the same read of something else, as another transfer. */
        public Read with(TransferId other, ReadSource narrowed) {
            return new Read(other, pool, narrowed, view, staging, hooks, verify, label);
        }
    }

    /**
     * Writes a frame into a table.
     *
     * @param frame name of the frame as the user wrote it; the rows come with the call, not by this name
     * @param columns columns of the frame to write, all of them if empty
     * @param staging folder to stage under, as an {@code abfss} URI
     * @param label label of the pool's statements
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Write(
            TransferId id,
            PoolAddress pool,
            String frame,
            List<String> columns,
            WriteTarget target,
            @Nullable String staging,
            Hooks hooks,
            Verification verify,
            @Nullable String label)
            implements OfRows {
        public Write {
            requireNonNull(id, "id");
            requireNonNull(pool, "pool");
            requireNonNull(frame, "frame");
            requireNonNull(target, "target");
            requireNonNull(hooks, "hooks");
            requireNonNull(verify, "verify");
            columns = List.copyOf(columns);
        }

        /** Returns the same write as another transfer. */
        public Write with(TransferId other) {
            return new Write(other, pool, frame, columns, target, staging, hooks, verify, label);
        }

        @Override
        public TableName table() {
            return target.table();
        }

        @Override
        public Write forRecord() {
            return new Write(id, pool.forRecord(), frame, columns, target, staging, Hooks.NONE, verify, label);
        }
    }

    /**
     * Shows the result of a T-SQL SELECT, and binds it to a view if one is named.
     *
     * @param limit most rows to show; the outcome says if there were more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Query(
            TransferId id,
            PoolAddress pool,
            String sql,
            @Nullable String view,
            int limit,
            @Nullable String label) implements TransferRequest {
        public Query {
            requireNonNull(id, "id");
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

    /**
     * Lists the transfers of a staging folder.
     *
     * @param staging the folder, as an {@code abfss} URI
     * @param limit most transfers to list, the newest
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record History(PoolAddress pool, @Nullable String staging, int limit) implements TransferRequest {
        public History {
            requireNonNull(pool, "pool");
            if (limit < 1) {
                throw new IllegalArgumentException("Invalid limit " + limit + ": use 1 or more");
            }
        }
    }

    /** Tells what became of a transfer, and finds out if nobody knows. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(PoolAddress pool, @Nullable String staging, TransferId transfer) implements TransferRequest {
        public Status {
            requireNonNull(pool, "pool");
            requireNonNull(transfer, "transfer");
        }
    }

    /** Brings a transfer to its end that its driver did not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Resume(PoolAddress pool, @Nullable String staging, TransferId transfer) implements TransferRequest {
        public Resume {
            requireNonNull(pool, "pool");
            requireNonNull(transfer, "transfer");
        }
    }

    /**
     * Takes away what transfers of dead drivers have left behind.
     *
     * @param olderThanSeconds how old a transfer must be to be touched
     * @param dryRun whether to tell only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Collect(PoolAddress pool, @Nullable String staging, long olderThanSeconds, boolean dryRun)
            implements TransferRequest {
        public Collect {
            requireNonNull(pool, "pool");
            if (olderThanSeconds < 0) {
                throw new IllegalArgumentException("Invalid age " + olderThanSeconds + " s: use 0 or more");
            }
        }
    }
}
