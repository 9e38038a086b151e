package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change;
import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Position;
import java.util.ArrayList;
import java.util.List;

/** Translates MERGE to DuckDB's own. */
final class Merges {

    private final Statements statements;

    Merges(Statements statements) {
        this.statements = statements;
    }

    String merge(Change.Merge merge, Relation target) throws SqlError {
        StringBuilder sql = new StringBuilder();
        Scope scope = statements.queries.with(merge.with(), Scope.EMPTY, sql);
        Sources.From source = statements.sources.from(List.of(merge.source()), scope);
        String alias = statements.alias();
        String given = merge.alias();
        Source own = given == null
                ? new Source(merge.target().name(), merge.target(), alias, target.columns(), false)
                : new Source(given, null, alias, target.columns(), false);
        Scope both = source.scope().with(List.of(own));
        String using = source.sql().substring(" FROM ".length());
        sql.append("MERGE INTO ").append(target.sql()).append(" AS ").append(alias);
        sql.append(" USING ").append(using);
        sql.append(" ON ").append(statements.conditions.translate(merge.condition(), Context.rows(both)));
        for (Change.MergeArm arm : merge.arms()) {
            sql.append(arm(arm, target, both, merge));
        }
        return sql.toString();
    }

    private String arm(Change.MergeArm arm, Relation target, Scope scope, Change.Merge merge) throws SqlError {
        StringBuilder sql = new StringBuilder(
                switch (arm.when()) {
                    case MATCHED -> " WHEN MATCHED";
                    case NOT_MATCHED_BY_TARGET -> " WHEN NOT MATCHED BY TARGET";
                    case NOT_MATCHED_BY_SOURCE -> " WHEN NOT MATCHED BY SOURCE";
                });
        Condition condition = arm.condition();
        if (condition != null) {
            sql.append(" AND ").append(statements.conditions.translate(condition, Context.rows(scope)));
        }
        sql.append(" THEN ");
        String place = "table '" + merge.target().text() + "'";
        if (arm.action() instanceof Change.MergeUpdate update) {
            String separator = "UPDATE SET ";
            for (Change.Assignment assignment : update.assignments()) {
                String name = assignment.column().name();
                sql.append(separator)
                        .append(Quoted.name(column(target, name, arm.at()).name()))
                        .append(" = ");
                Expression value = assignment.value();
                sql.append(value == null ? "DEFAULT" : value(value, target, name, scope, place));
                separator = ", ";
            }
        } else if (arm.action() instanceof Change.MergeInsert insert) {
            insert(insert, target, scope, place, arm.at(), sql);
        } else {
            sql.append("DELETE");
        }
        return sql.toString();
    }

    private void insert(
            Change.MergeInsert insert, Relation target, Scope scope, String place, Position at, StringBuilder sql)
            throws SqlError {
        List<String> names = insert.columns();
        if (names.isEmpty()) {
            names = target.columns().stream().map(RelationColumn::name).toList();
        }
        if (names.size() != insert.values().size()) {
            throw Refusal.error(
                    10710, "The number of columns in the MERGE statement must match the number of values.", at);
        }
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(Quoted.name(column(target, names.get(i), at).name()));
            values.add(value(insert.values().get(i), target, names.get(i), scope, place));
        }
        sql.append("INSERT (")
                .append(String.join(", ", columns))
                .append(") VALUES (")
                .append(String.join(", ", values))
                .append(')');
    }

    private String value(Expression expression, Relation target, String name, Scope scope, String place)
            throws SqlError {
        RelationColumn column = column(target, name, expression.at());
        Typed value = statements.expressions.translate(expression, Context.rows(scope));
        return Conversions.assigned(value, column.type(), place + ", column '" + column.name() + "'", expression.at())
                .sql();
    }

    private static RelationColumn column(Relation relation, String name, Position at) throws SqlError {
        for (RelationColumn column : relation.columns()) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        throw Refusal.error(207, "Invalid column name '" + name + "'.", at);
    }
}
