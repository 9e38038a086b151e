package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Query;
import dev.sluice.pool.sql.tsql.Query.GroupingFamily;
import dev.sluice.pool.sql.tsql.Query.GroupingKind;
import dev.sluice.pool.sql.tsql.Query.GroupingSet;
import java.util.List;

/** Translates a GROUP BY clause. */
final class Groups {

    private final Statements statements;
    private final Context context;
    private Grouping grouping = new Grouping(Grouping.Shape.PLAIN);

    Groups(Statements statements, Scope scope) {
        this.statements = statements;
        this.context = Context.rows(scope);
    }

    /** The groups of the clause that was translated. */
    Grouping grouping() {
        return grouping;
    }

    /** Translates the clause, a blank before it; empty if all rows are one group. */
    String clause(List<Query.Grouping> elements) throws SqlError {
        boolean sets = elements.stream().anyMatch(GroupingFamily.class::isInstance);
        grouping = new Grouping(sets ? Grouping.Shape.SETS : Grouping.Shape.PLAIN);
        StringBuilder sql = new StringBuilder();
        for (Query.Grouping element : elements) {
            sql.append(sql.isEmpty() ? " GROUP BY " : ", ");
            if (element instanceof GroupingSet set) {
                sql.append(keys(set));
            } else {
                sql.append(family((GroupingFamily) element));
            }
        }
        return sql.toString();
    }

    private String family(GroupingFamily family) throws SqlError {
        StringBuilder sql = new StringBuilder(
                family.kind() == GroupingKind.SETS
                        ? "GROUPING SETS"
                        : family.kind().name());
        String separator = " (";
        for (GroupingSet set : family.sets()) {
            sql.append(separator).append('(').append(keys(set)).append(')');
            separator = ", ";
        }
        return sql.append(')').toString();
    }

    private String keys(GroupingSet set) throws SqlError {
        StringBuilder sql = new StringBuilder();
        for (Expression expression : set.expressions()) {
            if (Expressions.literal(expression)) {
                throw Refusal.error(
                        164,
                        "Each GROUP BY expression must contain at least one column that is not an outer reference.",
                        expression.at());
            }
            if (Walk.aggregated(expression)) {
                throw Refusal.error(
                        144,
                        "Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP"
                                + " BY clause.",
                        expression.at());
            }
            Typed value = statements.expressions.translate(expression, context);
            grouping.add(value);
            sql.append(sql.isEmpty() ? "" : ", ").append(value.key());
        }
        return sql.toString();
    }
}
