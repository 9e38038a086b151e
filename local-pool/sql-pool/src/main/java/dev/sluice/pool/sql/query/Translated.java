package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.ResultColumn;
import java.util.List;

/**
 * A query as DuckDB SQL.
 *
 * @param sql one SELECT, in the order of rows that was asked for
 * @param columns what it yields, in order; the DuckDB columns are of the types of {@link DuckTypes} and have other
 *     names when a name is empty or there twice
 * @param variables if the query assigns variables: one name a column; else empty
 */
public record Translated(String sql, List<ResultColumn> columns, List<String> variables) {

    public Translated {
        columns = List.copyOf(columns);
        variables = List.copyOf(variables);
    }
}
