package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.request.BulkLoad;
import dev.sluice.pool.sql.tds.request.InsertBulk;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the rows of a bulk load in by INSERTs of many rows each: all of the load or, on an error, nothing.
 *
 * <p>The engine has no faster way in that keeps the checks of an INSERT.
 */
final class BulkInsert {

    /** As many parameters as an INSERT of SQL Server may have, or nearly. */
    private static final int MAX_PARAMETERS = 2000;

    private static final int MAX_ROWS = 500;

    private final SqlSession session;
    private final InsertBulk target;
    private final BulkLoad load;

    BulkInsert(SqlSession session, InsertBulk target, BulkLoad load) {
        this.session = session;
        this.target = target;
        this.load = load;
    }

    /**
     * Inserts all rows.
     *
     * @return how many
     */
    long run(Cancellation cancellation) throws SqlError, ProtocolException {
        boolean own = !session.inTransaction();
        if (own) {
            session.begin();
        }
        boolean complete = false;
        try {
            long rows = insertAll(cancellation);
            if (own) {
                session.commit();
            }
            complete = true;
            return rows;
        } finally {
            if (own && !complete && session.inTransaction()) {
                session.rollback();
            }
        }
    }

    private long insertAll(Cancellation cancellation) throws SqlError, ProtocolException {
        int columns = load.columns().size();
        int rowsAtOnce = Math.max(1, Math.min(MAX_ROWS, MAX_PARAMETERS / columns));
        long rows = 0;
        boolean more = true;
        while (more) {
            List<SqlParameter> values = new ArrayList<>(rowsAtOnce * columns);
            while (values.size() < rowsAtOnce * columns && more) {
                more = load.nextRow(values);
            }
            if (cancellation.isWanted()) {
                throw new SqlError(3204, 16, 1, 1, "The bulk load was cancelled.");
            }
            if (!values.isEmpty()) {
                insert(values);
                rows += values.size() / columns;
            }
        }
        return rows;
    }

    private void insert(List<SqlParameter> values) throws SqlError {
        FirstErrorSink sink = new FirstErrorSink();
        session.execute(statement(values.size()), values, sink);
        if (sink.error().isPresent()) {
            throw sink.error().get();
        }
    }

    private String statement(int values) {
        StringBuilder sql =
                new StringBuilder("INSERT INTO ").append(target.table()).append(" (");
        for (String column : load.columns()) {
            sql.append('[').append(column.replace("]", "]]")).append("],");
        }
        sql.setCharAt(sql.length() - 1, ')');
        sql.append(" VALUES ");
        for (int i = 0; i < values; i++) {
            boolean first = i % load.columns().size() == 0;
            boolean last = (i + 1) % load.columns().size() == 0;
            sql.append(first ? "(" : "")
                    .append("@b")
                    .append(i)
                    .append(last ? ")" : "")
                    .append(',');
        }
        sql.setLength(sql.length() - 1);
        return sql.toString();
    }
}
