package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change;
import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Query;
import dev.sluice.pool.sql.type.SqlType;
import java.util.List;

/**
 * Translates queries and changes to DuckDB SQL. The connection that runs the result needs the functions of
 * {@link DuckFunctions} and {@code SET TimeZone = 'UTC'}; what it throws, {@link DuckErrors} translates.
 */
public interface Translator {

    /** Makes a translator for one statement. */
    static Translator of(Relations relations, SessionFacts session) {
        return new Statements(relations, session);
    }

    /** Whether the value of an expression depends on rows: on columns, or on what a subquery finds. */
    static boolean readsColumns(Expression expression) {
        return Walk.readsColumns(expression);
    }

    /** Translates a query. */
    Translated query(Query query) throws SqlError;

    /**
     * Translates an INSERT of rows or of a query to one DuckDB INSERT: values converted to the types of the columns,
     * lengths checked (error 2628).
     */
    String insert(Change.Insert insert) throws SqlError;

    /** Translates an UPDATE. */
    String update(Change.Update update) throws SqlError;

    /** Translates a DELETE. */
    String delete(Change.Delete delete) throws SqlError;

    /** Translates a MERGE. */
    String merge(Change.Merge merge) throws SqlError;

    /** Translates an expression without columns to {@code SELECT value}, of its own type. */
    Translated value(Expression expression) throws SqlError;

    /** Translates an expression without columns to {@code SELECT value}, converted to a type as an assignment does. */
    Translated value(Expression expression, SqlType type) throws SqlError;

    /** Translates a condition without columns to {@code SELECT} of one Boolean, which is null for unknown. */
    String condition(Condition condition) throws SqlError;

    /**
     * Translates a query so that its rows go into columns of given types, as INSERT does.
     *
     * @param columns the columns in the order of the query's
     */
    Translated query(Query query, List<RelationColumn> columns) throws SqlError;
}
