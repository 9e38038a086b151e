package dev.sluice.pool.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answer to a batch as it is made, so that no result is held in memory.
 *
 * <pre>
 * ( columns row* rowsDone | changed | done | error | info | database )*
 * </pre>
 */
public interface ResultSink {

    /** A result set begins. */
    void columns(List<ResultColumn> columns);

    /**
     * A row of the result set that began last. Blocks while the client is slow.
     *
     * @param values one a column, of the classes that the column's type names; valid during the call only
     */
    void row(@Nullable Object[] values);

    /** The result set is complete. */
    void rowsDone(long rows);

    /** A statement changed rows. */
    void changed(long rows);

    /** A statement ended that counts no rows. */
    void done();

    /** A statement failed. */
    void error(SqlError error);

    /** Something to tell the user, as PRINT does. */
    void info(String message);

    /** The current database is another one now. */
    void database(String name);
}
