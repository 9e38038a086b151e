package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Expression.OrderItem;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.tsql.Query;
import dev.sluice.pool.sql.tsql.Query.SetOperator;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates queries: WITH, set operators, and the clauses after them. One SELECT is left to {@link Selects}. */
final class Queries {

    /** Where a query stands. */
    enum Place {
        /** Its rows are the result, in order. */
        TOP,
        /** Inside of something that orders for itself. */
        NESTED
    }

    private final Statements statements;

    Queries(Statements statements) {
        this.statements = statements;
    }

    /**
     * Translates a query.
     *
     * @param scope what it sees of the queries around it, without sources of its own
     */
    Selected query(Query query, Scope scope, Place place) throws SqlError {
        boolean limited =
                query.offset() != null || (query.body() instanceof Query.Select select && select.top() != null);
        if (place == Place.NESTED && !query.orderBy().isEmpty() && !limited) {
            throw Refusal.error(
                    1033,
                    "The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common"
                            + " table expressions, unless TOP, OFFSET or FOR XML is also specified.",
                    query.at());
        }
        StringBuilder with = new StringBuilder();
        Scope inner = with(query.with(), scope, with);
        Selected selected;
        if (query.body() instanceof Query.Select select) {
            selected = statements.selects.select(select, query, inner);
        } else {
            selected = ordered(body(query.body(), inner), query, inner);
        }
        return with.isEmpty()
                ? selected
                : new Selected(with + selected.sql(), selected.outputs(), selected.variables());
    }

    /** Translates a WITH clause and returns the scope with its tables. */
    Scope with(List<Query.CommonTable> tables, Scope scope, StringBuilder sql) throws SqlError {
        if (tables.isEmpty()) {
            return scope;
        }
        Map<String, Relation> known = new HashMap<>(scope.tables());
        Scope inner = scope;
        for (Query.CommonTable table : tables) {
            Selected selected = query(table.query(), inner.withTables(Map.copyOf(known)), Place.NESTED);
            Relation relation = selected.relation(table.columns(), table.name(), table.at());
            String alias = statements.alias();
            sql.append(sql.isEmpty() ? "WITH " : ", ")
                    .append(alias)
                    .append(" AS ")
                    .append(relation.sql());
            known.put(table.name().toLowerCase(Locale.ROOT), new Relation(alias, relation.columns()));
            inner = inner.withTables(Map.copyOf(known));
        }
        sql.append(' ');
        return inner;
    }

    private Selected body(Query.Body body, Scope scope) throws SqlError {
        if (body instanceof Query.Nested nested) {
            return query(nested.query(), scope, Place.NESTED);
        }
        if (body instanceof Query.Select select) {
            Query alone = new Query(List.of(), select, List.of(), null, null, null, select.at());
            return statements.selects.select(select, alone, scope);
        }
        Query.Combination combination = (Query.Combination) body;
        Selected left = body(combination.left(), scope);
        Selected right = body(combination.right(), scope);
        return combined(combination, left, right);
    }

    private Selected combined(Query.Combination node, Selected left, Selected right) throws SqlError {
        if (left.outputs().size() != right.outputs().size()) {
            throw Refusal.error(
                    205,
                    "All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of"
                            + " expressions in their target lists.",
                    node.at());
        }
        List<Typed> columns = new ArrayList<>();
        for (int i = 0; i < left.outputs().size(); i++) {
            Typed a = left.outputs().get(i).value();
            Typed b = right.outputs().get(i).value();
            SqlType type = Types.common(a, b);
            boolean unknown = a.isNull() && b.isNull();
            columns.add(unknown ? a : Typed.of("", type).nullableAs(a, b));
        }
        Selected first = unified(left, left.outputs(), columns, node.at());
        Selected second = unified(right, left.outputs(), columns, node.at());
        return new Selected(combination(node.operator(), first, second), first.outputs(), List.of());
    }

    /** Makes a query yield given types under the names of the first query. */
    private Selected unified(Selected selected, List<Selected.Output> names, List<Typed> columns, Position at)
            throws SqlError {
        String alias = statements.alias();
        StringBuilder sql = new StringBuilder("SELECT ");
        List<Selected.Output> outputs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Selected.Output own = selected.outputs().get(i);
            Selected.Output name = names.get(i);
            Typed from = own.value().isNull() ? Typed.nothing() : own.from(alias);
            Typed value = Conversions.implicit(from, columns.get(i).type(), at);
            sql.append(i == 0 ? "" : ", ").append(value.sql()).append(" AS ").append(Quoted.name(name.column()));
            outputs.add(new Selected.Output(name.name(), name.column(), value.nullableAs(columns.get(i))));
        }
        sql.append(" FROM (").append(selected.sql()).append(") AS ").append(alias);
        return new Selected(sql.toString(), outputs, List.of());
    }

    private String combination(SetOperator operator, Selected left, Selected right) {
        String all = '(' + left.sql() + ") UNION ALL (" + right.sql() + ')';
        return switch (operator) {
            case UNION_ALL -> all;
            case UNION -> distinct(new Selected(all, left.outputs(), List.of()));
            case EXCEPT -> distinct(matched(left, right, "NOT EXISTS"));
            case INTERSECT -> distinct(matched(left, right, "EXISTS"));
        };
    }

    /** Returns the rows of the left query that the right one has, or has not. */
    private Selected matched(Selected left, Selected right, String test) {
        String a = statements.alias();
        String b = statements.alias();
        StringBuilder sql = new StringBuilder("SELECT * FROM (")
                .append(left.sql())
                .append(") AS ")
                .append(a)
                .append(" WHERE ")
                .append(test)
                .append(" (SELECT 1 FROM (")
                .append(right.sql())
                .append(") AS ")
                .append(b)
                .append(" WHERE ");
        for (int i = 0; i < left.outputs().size(); i++) {
            sql.append(i == 0 ? "" : " AND ")
                    .append(left.outputs().get(i).from(a).key())
                    .append(" IS NOT DISTINCT FROM ")
                    .append(right.outputs().get(i).from(b).key());
        }
        return new Selected(sql.append(')').toString(), left.outputs(), List.of());
    }

    /** Drops repetitions; strings that differ in case only are one. */
    String distinct(Selected selected) {
        String alias = statements.alias();
        boolean texts = selected.outputs().stream().anyMatch(output -> Types.text(output.type()));
        if (!texts) {
            return "SELECT DISTINCT * FROM (" + selected.sql() + ") AS " + alias;
        }
        StringBuilder keys = new StringBuilder();
        for (Selected.Output output : selected.outputs()) {
            keys.append(keys.isEmpty() ? "" : ", ").append(output.from(alias).key());
        }
        return "SELECT DISTINCT ON (" + keys + ") * FROM (" + selected.sql() + ") AS " + alias;
    }

    /** Adds ORDER BY and OFFSET to a query whose columns are all that may be sorted by. */
    Selected ordered(Selected selected, Query query, Scope scope) throws SqlError {
        String limit = limit(query, scope, null);
        if (query.orderBy().isEmpty() && limit.isEmpty()) {
            return selected;
        }
        String alias = statements.alias();
        StringBuilder order = new StringBuilder();
        for (OrderItem item : query.orderBy()) {
            Selected.Output output = output(selected, item);
            order.append(order.isEmpty() ? " ORDER BY " : ", ")
                    .append(Windows.order(output.from(alias), item.direction()));
        }
        return new Selected(
                "SELECT * FROM (" + selected.sql() + ") AS " + alias + order + limit,
                selected.outputs(),
                selected.variables());
    }

    private static Selected.Output output(Selected selected, OrderItem item) throws SqlError {
        Expression expression = item.expression();
        if (expression instanceof Expression.NumberLiteral number) {
            return position(selected.outputs(), number);
        }
        if (expression instanceof Expression.Column column) {
            for (Selected.Output output : selected.outputs()) {
                if (output.name().equalsIgnoreCase(column.name())) {
                    return output;
                }
            }
        }
        throw Refusal.error(
                104,
                "ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT"
                        + " operator.",
                expression.at());
    }

    /** Returns the output of a number in an ORDER BY clause. */
    static Selected.Output position(List<Selected.Output> outputs, Expression.NumberLiteral number) throws SqlError {
        if (number.text().matches("[0-9]{1,6}")) {
            int position = Integer.parseInt(number.text());
            if (position >= 1 && position <= outputs.size()) {
                return outputs.get(position - 1);
            }
        }
        throw Refusal.error(
                108,
                "The ORDER BY position number " + number.text()
                        + " is out of range of the number of items in the select list.",
                number.at());
    }

    /** Returns the LIMIT and OFFSET of a query, a blank before each. */
    String limit(Query query, Scope scope, Query.@Nullable Top top) throws SqlError {
        StringBuilder sql = new StringBuilder();
        Expression fetch = query.fetch();
        if (fetch != null) {
            sql.append(" LIMIT ").append(count(fetch, scope));
        } else if (top != null && top.unit() == Query.TopUnit.ROWS && top.ties() == Query.Ties.DROP) {
            sql.append(" LIMIT ").append(count(top.count(), scope));
        }
        Expression offset = query.offset();
        if (offset != null) {
            sql.append(" OFFSET ").append(count(offset, scope));
        }
        return sql.toString();
    }

    /** Translates a number of rows. */
    String count(Expression expression, Scope scope) throws SqlError {
        Context context = Context.rows(new Scope(List.of(), scope.tables(), null));
        Typed value = statements.expressions.translate(expression, context);
        if (value.isNull() || (value.nullable() && expression instanceof Expression.Variable)) {
            throw Refusal.error(
                    1060,
                    "The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.",
                    expression.at());
        }
        return Conversions.implicit(value, SqlType.of(SqlType.Kind.BIGINT), expression.at())
                .sql();
    }
}
