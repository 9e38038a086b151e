package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;

/**
 * A function of T-SQL.
 *
 * @param least fewest arguments
 * @param most most arguments
 */
record Function(int least, int most, Body body) {

    /** How a call is translated. */
    interface Body {
        Typed translate(Arguments call) throws SqlError;
    }
}
