package dev.sluice.pool.sql.query;

import java.util.List;

/**
 * What a name in a FROM clause stands for.
 *
 * @param sql a quoted DuckDB name, or a query in parentheses; an alias is put after it
 * @param columns in order; the DuckDB relation has columns of these names and of the types of {@link DuckTypes}
 */
public record Relation(String sql, List<RelationColumn> columns) {

    public Relation {
        columns = List.copyOf(columns);
    }
}
