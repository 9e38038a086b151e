package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.Context.Clause;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Expression.OrderItem;
import dev.sluice.pool.sql.tsql.Expression.Quantifier;
import dev.sluice.pool.sql.tsql.Query;
import dev.sluice.pool.sql.tsql.Query.SelectItem;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Translates one SELECT with the ORDER BY and OFFSET of its query. */
final class Selects {

    private final Statements statements;

    Selects(Statements statements) {
        this.statements = statements;
    }

    /** Translates a SELECT; the query says its order and limits. */
    Selected select(Query.Select select, Query query, Scope scope) throws SqlError {
        Sources.From from = statements.sources.from(select.from(), scope);
        StringBuilder tail = new StringBuilder(from.sql());
        Condition where = select.where();
        if (where != null) {
            tail.append(" WHERE ").append(statements.conditions.translate(where, Context.rows(from.scope())));
        }
        Context context = new Context(from.scope(), Clause.SELECT, null);
        if (grouped(select, query)) {
            Groups groups = new Groups(statements, from.scope());
            tail.append(groups.clause(select.groupBy()));
            context = new Context(from.scope(), Clause.SELECT, groups.grouping());
        }
        Condition having = select.having();
        if (having != null) {
            tail.append(" HAVING ").append(statements.conditions.translate(having, context.in(Clause.HAVING)));
        }
        List<String> variables = new ArrayList<>();
        List<Selected.Output> outputs = outputs(select, context, variables);
        StringBuilder list = new StringBuilder();
        for (Selected.Output output : outputs) {
            list.append(list.isEmpty() ? "" : ", ")
                    .append(output.value().sql())
                    .append(" AS ")
                    .append(Quoted.name(output.column()));
        }
        Selected plain = new Selected("SELECT " + list + tail, outputs, variables);
        return select.quantifier() == Quantifier.DISTINCT
                ? distinct(plain, select, query, context)
                : ordered(plain, select, query, context);
    }

    private static boolean grouped(Query.Select select, Query query) {
        if (!select.groupBy().isEmpty() || select.having() != null) {
            return true;
        }
        for (SelectItem item : select.items()) {
            boolean aggregated = (item instanceof Query.Item plain && Walk.aggregated(plain.expression()))
                    || (item instanceof Query.Assignment assignment && Walk.aggregated(assignment.expression()));
            if (aggregated) {
                return true;
            }
        }
        return query.orderBy().stream().anyMatch(item -> Walk.aggregated(item.expression()));
    }

    private List<Selected.Output> outputs(Query.Select select, Context context, List<String> variables)
            throws SqlError {
        List<Selected.Output> outputs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SelectItem item : select.items()) {
            if (item instanceof Query.AllColumns all) {
                for (Source source : context.scope().star(all.qualifier(), all.at())) {
                    for (RelationColumn column : source.columns()) {
                        Expression node = new Expression.Column(List.of(source.name()), column.name(), all.at());
                        Typed value = context.grouping() == null
                                ? source.column(column)
                                : statements.expressions.translate(node, context);
                        outputs.add(output(column.name(), value, names, outputs.size()));
                    }
                }
            } else if (item instanceof Query.Item plain) {
                Typed value = statements.expressions.translate(plain.expression(), context);
                outputs.add(output(name(plain), value, names, outputs.size()));
            } else {
                Query.Assignment assignment = (Query.Assignment) item;
                Typed value = statements.expressions.translate(assignment.expression(), context);
                variables.add(assignment.variable());
                outputs.add(output(assignment.variable(), value, names, outputs.size()));
            }
        }
        if (!variables.isEmpty() && variables.size() != outputs.size()) {
            throw Refusal.error(
                    141,
                    "A SELECT statement that assigns a value to a variable must not be combined with data-retrieval"
                            + " operations.",
                    select.at());
        }
        return outputs;
    }

    private static String name(Query.Item item) {
        if (item.alias() != null) {
            return item.alias();
        }
        Expression expression = item.expression();
        while (expression instanceof Expression.Collate collate) {
            expression = collate.operand();
        }
        return expression instanceof Expression.Column column ? column.name() : "";
    }

    private static Selected.Output output(String name, Typed value, Set<String> names, int index) {
        String column = name;
        for (int i = index + 1; column.isEmpty() || !names.add(column.toLowerCase(Locale.ROOT)); i++) {
            column = "_column_" + i;
        }
        return new Selected.Output(name, column, value);
    }

    private Selected distinct(Selected plain, Query.Select select, Query query, Context context) throws SqlError {
        Selected distinct = new Selected(statements.queries.distinct(plain), plain.outputs(), plain.variables());
        Query.Top top = select.top();
        String limit = statements.queries.limit(query, context.scope(), top);
        boolean special = top != null && (top.ties() == Query.Ties.KEEP || top.unit() == Query.TopUnit.PERCENT);
        if (special) {
            throw Refusal.unsupported("DISTINCT with TOP PERCENT or WITH TIES", select.at());
        }
        if (query.orderBy().isEmpty() && limit.isEmpty()) {
            return distinct;
        }
        String alias = statements.alias();
        StringBuilder order = new StringBuilder();
        for (OrderItem item : query.orderBy()) {
            Typed key = key(item, plain, context);
            Selected.Output output = plain.outputs().stream()
                    .filter(o -> o.value().sql().equals(key.sql()))
                    .findFirst()
                    .orElseThrow(() -> Refusal.error(
                            145,
                            "ORDER BY items must appear in the select list if SELECT DISTINCT is specified.",
                            item.expression().at()));
            order.append(order.isEmpty() ? " ORDER BY " : ", ")
                    .append(Windows.order(output.from(alias), item.direction()));
        }
        return new Selected(
                "SELECT * FROM (" + distinct.sql() + ") AS " + alias + order + limit,
                plain.outputs(),
                plain.variables());
    }

    private Selected ordered(Selected plain, Query.Select select, Query query, Context context) throws SqlError {
        StringBuilder order = new StringBuilder();
        for (OrderItem item : query.orderBy()) {
            order.append(order.isEmpty() ? "ORDER BY " : ", ")
                    .append(Windows.order(key(item, plain, context), item.direction()));
        }
        StringBuilder sql = new StringBuilder(plain.sql());
        Query.Top top = select.top();
        if (top != null) {
            sql.append(qualify(top, order.toString(), context));
        }
        if (!order.isEmpty()) {
            sql.append(' ').append(order);
        }
        sql.append(statements.queries.limit(query, context.scope(), top));
        return new Selected(sql.toString(), plain.outputs(), plain.variables());
    }

    /** TOP that LIMIT cannot say. */
    private String qualify(Query.Top top, String order, Context context) throws SqlError {
        boolean ties = top.ties() == Query.Ties.KEEP;
        if (ties && order.isEmpty()) {
            throw Refusal.error(
                    1062,
                    "The TOP N WITH TIES clause is not allowed without a corresponding ORDER BY clause.",
                    top.count().at());
        }
        if (top.unit() == Query.TopUnit.ROWS && !ties) {
            return "";
        }
        String rank = (ties ? "rank()" : "row_number()") + " OVER (" + order + ')';
        if (top.unit() == Query.TopUnit.ROWS) {
            return " QUALIFY " + rank + " <= " + statements.queries.count(top.count(), context.scope());
        }
        Typed percent = statements.expressions.converted(top.count(), Context.rows(Scope.EMPTY), Kind.FLOAT);
        return " QUALIFY " + rank + " <= ceil(count(*) OVER () * " + percent.sql() + " / 100)";
    }

    /** Returns what an item of ORDER BY sorts by: a position, a name of the select list, or an expression. */
    private Typed key(OrderItem item, Selected plain, Context context) throws SqlError {
        Expression expression = item.expression();
        if (expression instanceof Expression.NumberLiteral number) {
            return Queries.position(plain.outputs(), number).value();
        }
        if (expression instanceof Expression.Column column && column.qualifier().isEmpty()) {
            for (Selected.Output output : plain.outputs()) {
                if (output.name().equalsIgnoreCase(column.name())) {
                    return output.value();
                }
            }
        }
        return statements.expressions.translate(expression, context);
    }
}
