package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a VALUES clause, each column of the type that its values meet in.
 *
 * @param sql {@code (a, b), (c, d)}
 */
record Rows(String sql, List<SqlType> types, List<Typed> columns) {

    static Rows of(Statements statements, List<? extends List<? extends Expression>> rows, Context context)
            throws SqlError {
        List<List<Typed>> values = new ArrayList<>();
        for (List<? extends Expression> row : rows) {
            if (row.size() != rows.get(0).size()) {
                throw Refusal.error(
                        10709,
                        "The number of columns for each row in a table value constructor must be the same.",
                        row.get(0).at());
            }
            List<Typed> typed = new ArrayList<>();
            for (Expression expression : row) {
                typed.add(statements.expressions.translate(expression, context));
            }
            values.add(typed);
        }
        List<SqlType> types = new ArrayList<>();
        List<Typed> columns = new ArrayList<>();
        for (int i = 0; i < rows.get(0).size(); i++) {
            int index = i;
            List<Typed> column = values.stream().map(row -> row.get(index)).toList();
            SqlType type = Expressions.common(column);
            types.add(type);
            columns.add(Typed.of("", type).nullableAs(column.toArray(new Typed[0])));
        }
        StringBuilder sql = new StringBuilder();
        for (int r = 0; r < values.size(); r++) {
            sql.append(r == 0 ? "(" : ", (");
            for (int i = 0; i < types.size(); i++) {
                Typed value = Conversions.implicit(
                        values.get(r).get(i), types.get(i), rows.get(r).get(i).at());
                sql.append(i == 0 ? "" : ", ").append(value.sql());
            }
            sql.append(')');
        }
        return new Rows(sql.toString(), types, columns);
    }
}
