package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change;
import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.tsql.Query;
import dev.sluice.pool.sql.tsql.TableSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates INSERT, UPDATE, DELETE and MERGE. */
final class Changes {

    private final Statements statements;

    Changes(Statements statements) {
        this.statements = statements;
    }

    private Relation table(ObjectName name) throws SqlError {
        return statements
                .relations
                .relation(name)
                .orElseThrow(() -> Refusal.error(208, "Invalid object name '" + name.text() + "'.", name.at()));
    }

    private static RelationColumn column(Relation relation, String name, Position at) throws SqlError {
        for (RelationColumn column : relation.columns()) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        throw Refusal.error(207, "Invalid column name '" + name + "'.", at);
    }

    private static List<RelationColumn> columns(Relation relation, List<String> names, Position at) throws SqlError {
        if (names.isEmpty()) {
            return relation.columns();
        }
        List<RelationColumn> columns = new ArrayList<>();
        for (String name : names) {
            RelationColumn column = column(relation, name, at);
            if (columns.contains(column)) {
                throw Refusal.error(
                        264,
                        "The column name '" + name + "' is specified more than once in the SET clause or column list of"
                                + " an INSERT.",
                        at);
            }
            columns.add(column);
        }
        return columns;
    }

    String insert(Change.Insert insert) throws SqlError {
        Relation relation = table(insert.table());
        List<RelationColumn> columns = columns(relation, insert.columns(), insert.at());
        StringBuilder names = new StringBuilder();
        for (RelationColumn column : columns) {
            names.append(names.isEmpty() ? "" : ", ").append(Quoted.name(column.name()));
        }
        String into = "INSERT INTO " + relation.sql() + " (" + names + ") ";
        String place = "table '" + insert.table().text() + "'";
        if (insert.source() instanceof Change.Defaults) {
            return "INSERT INTO " + relation.sql() + " DEFAULT VALUES";
        }
        if (insert.source() instanceof Change.Rows rows) {
            return into + values(rows, columns, place, insert);
        }
        if (insert.source() instanceof Change.FromQuery from) {
            Selected selected = statements.queries.query(from.query(), Scope.EMPTY, Queries.Place.TOP);
            return into + assigned(selected, columns, place, insert.at()).sql();
        }
        throw Refusal.unsupported("INSERT of the result of EXECUTE", insert.at());
    }

    private String values(Change.Rows rows, List<RelationColumn> columns, String place, Change.Insert insert)
            throws SqlError {
        boolean defaults = false;
        for (List<@Nullable Expression> row : rows.rows()) {
            checkCount(row.size(), columns.size(), insert.at());
            defaults |= row.contains(null);
        }
        return defaults || rows.rows().size() == 1
                ? plainValues(rows, columns, place)
                : unifiedValues(rows, columns, place, insert.at());
    }

    private static void checkCount(int given, int columns, Position at) throws SqlError {
        if (given == columns) {
            return;
        }
        boolean more = given > columns;
        throw Refusal.error(
                more ? 110 : 109,
                "There are " + (more ? "fewer" : "more")
                        + " columns in the INSERT statement than values specified in the VALUES clause. The number of"
                        + " values in the VALUES clause must match the number of columns specified in the INSERT"
                        + " statement.",
                at);
    }

    /** Each value goes straight into its column. */
    private String plainValues(Change.Rows rows, List<RelationColumn> columns, String place) throws SqlError {
        Context context = Context.rows(Scope.EMPTY);
        StringBuilder sql = new StringBuilder("VALUES ");
        String rowSeparator = "(";
        for (List<@Nullable Expression> row : rows.rows()) {
            String separator = rowSeparator;
            for (int i = 0; i < row.size(); i++) {
                Expression expression = row.get(i);
                sql.append(separator);
                sql.append(
                        expression == null
                                ? "DEFAULT"
                                : value(expression, context, columns.get(i), place)
                                        .sql());
                separator = ", ";
            }
            sql.append(')');
            rowSeparator = ", (";
        }
        return sql.toString();
    }

    /** The values of a column meet in one type first, as those of a UNION do. */
    private String unifiedValues(Change.Rows rows, List<RelationColumn> columns, String place, Position at)
            throws SqlError {
        List<List<Expression>> expressions = new ArrayList<>();
        for (List<@Nullable Expression> row : rows.rows()) {
            List<Expression> plain = new ArrayList<>();
            for (Expression expression : row) {
                if (expression != null) {
                    plain.add(expression);
                }
            }
            expressions.add(plain);
        }
        Rows values = Rows.of(statements, expressions, Context.rows(Scope.EMPTY));
        String alias = statements.alias();
        StringBuilder names = new StringBuilder();
        List<Selected.Output> outputs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.append(i == 0 ? "" : ", ").append("c").append(i);
            outputs.add(new Selected.Output("c" + i, "c" + i, values.columns().get(i)));
        }
        String sql = "SELECT * FROM (VALUES " + values.sql() + ") AS " + alias + '(' + names + ')';
        return assigned(new Selected(sql, outputs, List.of()), columns, place, at)
                .sql();
    }

    private Typed value(Expression expression, Context context, RelationColumn column, String place) throws SqlError {
        Typed value = statements.expressions.translate(expression, context);
        return Conversions.assigned(value, column.type(), place + ", column '" + column.name() + "'", expression.at());
    }

    /** Converts the columns of a query to those of a table. */
    Selected assigned(Selected selected, List<RelationColumn> columns, String place, Position at) throws SqlError {
        int given = selected.outputs().size();
        if (given != columns.size()) {
            boolean more = given > columns.size();
            throw Refusal.error(
                    more ? 121 : 120,
                    "The select list for the INSERT statement contains " + (more ? "more" : "fewer")
                            + " items than the insert list. The number of SELECT values must match the number of INSERT"
                            + " columns.",
                    at);
        }
        String alias = statements.alias();
        StringBuilder sql = new StringBuilder("SELECT ");
        List<Selected.Output> outputs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            RelationColumn column = columns.get(i);
            Selected.Output output = selected.outputs().get(i);
            Typed from = output.value().isNull() ? Typed.nothing() : output.from(alias);
            Typed value = Conversions.assigned(from, column.type(), place + ", column '" + column.name() + "'", at);
            sql.append(i == 0 ? "" : ", ").append(value.sql()).append(" AS ").append(Quoted.name("c" + i));
            outputs.add(new Selected.Output(column.name(), "c" + i, value));
        }
        sql.append(" FROM (").append(selected.sql()).append(") AS ").append(alias);
        return new Selected(sql.toString(), outputs, List.of());
    }

    /** A target with the rows that a change is about, in a query around its row numbers. */
    private record Target(Relation relation, Source source, Sources.From from, String with) {}

    private Target target(List<Query.CommonTable> with, ObjectName name, List<TableSource> nodes, Position at)
            throws SqlError {
        StringBuilder common = new StringBuilder();
        Scope scope = statements.queries.with(with, Scope.EMPTY, common);
        List<TableSource> sources = new ArrayList<>(nodes);
        ObjectName table = named(nodes, name);
        if (table == null) {
            table = name;
            sources.add(0, new TableSource.Named(name, null, at));
        }
        Relation relation = table(table);
        Sources.From from = statements.sources.from(sources, scope);
        String wanted = name.name();
        Source source = from.scope().sources().stream()
                .filter(s -> s.name().equalsIgnoreCase(wanted))
                .findFirst()
                .or(() -> from.scope().sources().stream().findFirst())
                .orElseThrow(() -> Refusal.error(208, "Invalid object name '" + name.text() + "'.", at));
        return new Target(relation, source, from, common.toString());
    }

    /** Returns the table that a target is when it is named in the FROM clause, by its alias or its own name. */
    private static @Nullable ObjectName named(List<TableSource> nodes, ObjectName target) {
        for (TableSource node : nodes) {
            if (node instanceof TableSource.Join join) {
                ObjectName found = named(List.of(join.left(), join.right()), target);
                if (found != null) {
                    return found;
                }
            } else if (node instanceof TableSource.Named table) {
                String exposed = table.alias() == null ? table.name().name() : table.alias();
                if (exposed.equalsIgnoreCase(target.name())) {
                    return table.name();
                }
            }
        }
        return null;
    }

    private String where(@Nullable Condition condition, Scope scope) throws SqlError {
        return condition == null ? "" : " WHERE " + statements.conditions.translate(condition, Context.rows(scope));
    }

    private String limit(Query.@Nullable Top top) throws SqlError {
        if (top == null) {
            return "";
        }
        if (top.unit() == Query.TopUnit.PERCENT || top.ties() == Query.Ties.KEEP) {
            throw Refusal.unsupported(
                    "TOP PERCENT or WITH TIES of a change", top.count().at());
        }
        return " LIMIT " + statements.queries.count(top.count(), Scope.EMPTY);
    }

    String update(Change.Update update) throws SqlError {
        Target target = target(update.with(), update.target(), update.from(), update.at());
        Scope scope = target.from().scope();
        String row = Quoted.name(target.source().alias()) + ".rowid";
        StringBuilder values = new StringBuilder("SELECT ").append(row).append(" AS r");
        StringBuilder set = new StringBuilder();
        String place = "table '" + update.target().text() + "'";
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < update.assignments().size(); i++) {
            Change.Assignment assignment = update.assignments().get(i);
            RelationColumn column = column(
                    target.relation(),
                    assignment.column().name(),
                    assignment.column().at());
            if (seen.contains(column.name())) {
                throw Refusal.error(
                        264,
                        "The column name '" + column.name()
                                + "' is specified more than once in the SET clause or column list of an INSERT.",
                        assignment.column().at());
            }
            seen.add(column.name());
            set.append(i == 0 ? "" : ", ").append(Quoted.name(column.name())).append(" = ");
            Expression expression = assignment.value();
            if (expression == null) {
                set.append("DEFAULT");
            } else {
                values.append(", ")
                        .append(value(expression, Context.rows(scope), column, place)
                                .sql())
                        .append(" AS v")
                        .append(i);
                set.append("s.v").append(i);
            }
        }
        values.append(target.from().sql()).append(where(update.where(), scope)).append(limit(update.top()));
        return target.with() + "UPDATE " + target.relation().sql() + " AS u SET " + set + " FROM (" + values
                + ") AS s WHERE u.rowid = s.r";
    }

    String delete(Change.Delete delete) throws SqlError {
        Target target = target(delete.with(), delete.target(), delete.from(), delete.at());
        if (delete.where() == null && delete.from().isEmpty() && delete.top() == null) {
            return target.with() + "DELETE FROM " + target.relation().sql();
        }
        String rows = "SELECT " + Quoted.name(target.source().alias()) + ".rowid"
                + target.from().sql() + where(delete.where(), target.from().scope()) + limit(delete.top());
        return target.with() + "DELETE FROM " + target.relation().sql() + " WHERE rowid IN (" + rows + ')';
    }

    String merge(Change.Merge merge) throws SqlError {
        return new Merges(statements).merge(merge, table(merge.target()));
    }
}
