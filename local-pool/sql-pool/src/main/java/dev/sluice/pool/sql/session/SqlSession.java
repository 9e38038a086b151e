package dev.sluice.pool.sql.session;

import java.util.List;

/**
 * One connection's state in the engine: current database, transaction, variables, temporary tables.
 *
 * <p>{@link #cancel} may be called from any thread; all else from one thread at a time.
 */
public interface SqlSession extends AutoCloseable {

    /**
     * Runs a batch of T-SQL. Results go to the sink in the order of the statements. An error of a statement goes to the
     * sink as well and ends the batch, unless T-SQL goes on after it.
     *
     * @param parameters values of the parameters that the batch names as {@code @name}, empty for a plain batch
     */
    void execute(String batch, List<SqlParameter> parameters, ResultSink sink);

    /**
     * Runs a stored procedure of the catalog ({@code sp_columns}, {@code sp_describe_first_result_set}, ...).
     *
     * @param name name without schema, in lower case
     */
    void call(String name, List<SqlParameter> arguments, ResultSink sink);

    /** Stops what runs, as soon as can be; {@link #execute} then returns without a further result. */
    void cancel();

    /** Begins a transaction as the protocol's own request does. */
    void begin() throws SqlError;

    /** Commits the transaction. */
    void commit() throws SqlError;

    /** Rolls the transaction back. */
    void rollback() throws SqlError;

    /** Whether a transaction is open. */
    boolean inTransaction();

    /** The current database. */
    String database();

    /** Puts the session into the state of a new one, for a connection that a pool hands on. */
    void reset();

    /** Rolls back what is open and drops the temporary tables. */
    @Override
    void close();
}
