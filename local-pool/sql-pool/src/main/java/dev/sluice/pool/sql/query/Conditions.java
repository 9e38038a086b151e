package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Condition.ComparisonOperator;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.tsql.Query;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Translates conditions to DuckDB Booleans, in parentheses. */
final class Conditions {

    /** Characters of a pattern that DuckDB is given: it may compare all of them at each place of a text. */
    private static final int LONGEST_SIMPLE = 32;

    private final Statements statements;

    Conditions(Statements statements) {
        this.statements = statements;
    }

    /** Translates a condition. */
    String translate(Condition condition, Context context) throws SqlError {
        if (condition instanceof Condition.And and) {
            return '(' + translate(and.left(), context) + " AND " + translate(and.right(), context) + ')';
        }
        if (condition instanceof Condition.Or or) {
            return '(' + translate(or.left(), context) + " OR " + translate(or.right(), context) + ')';
        }
        if (condition instanceof Condition.Not not) {
            return "(NOT " + translate(not.operand(), context) + ')';
        }
        if (condition instanceof Condition.Comparison comparison) {
            return comparison(comparison, context);
        }
        if (condition instanceof Condition.Between between) {
            return between(between, context);
        }
        if (condition instanceof Condition.In in) {
            return in(in, context);
        }
        if (condition instanceof Condition.Like like) {
            return like(like, context);
        }
        if (condition instanceof Condition.IsNull isNull) {
            return '(' + value(isNull.operand(), context).sql() + " IS NULL)";
        }
        return subquery(condition, context);
    }

    private Typed value(Expression expression, Context context) throws SqlError {
        return statements.expressions.translate(expression, context);
    }

    private String comparison(Condition.Comparison comparison, Context context) throws SqlError {
        Typed left = value(comparison.left(), context);
        Typed right = value(comparison.right(), context);
        return compare(left, comparison.operator(), right, comparison.at());
    }

    /** Compares two values as their common type. */
    static String compare(Typed left, ComparisonOperator operator, Typed right, Position at) throws SqlError {
        SqlType type = Types.common(left, right);
        return '(' + key(left, right, type, at) + ' ' + operator.sign() + ' ' + key(right, left, type, at) + ')';
    }

    /** Returns what a value is compared by when it meets another. */
    private static String key(Typed value, Typed other, SqlType type, Position at) throws SqlError {
        if (!Types.text(type)) {
            return Conversions.implicit(value, type, at).sql();
        }
        boolean sensitive = value.collation() == Collation.SENSITIVE || other.collation() == Collation.SENSITIVE;
        SqlType any = Types.textOf(true, SqlType.MAX);
        String sql = Types.text(value.type())
                ? value.sql()
                : Conversions.implicit(value, any, at).sql();
        return (sensitive ? Collation.SENSITIVE : Collation.INSENSITIVE).key(sql);
    }

    private String between(Condition.Between between, Context context) throws SqlError {
        Typed operand = value(between.operand(), context);
        Typed low = value(between.low(), context);
        Typed high = value(between.high(), context);
        return '(' + compare(operand, ComparisonOperator.GREATER_OR_EQUAL, low, between.at()) + " AND "
                + compare(operand, ComparisonOperator.LESS_OR_EQUAL, high, between.at()) + ')';
    }

    private String in(Condition.In in, Context context) throws SqlError {
        Typed operand = value(in.operand(), context);
        List<Typed> values = new ArrayList<>();
        List<Typed> all = new ArrayList<>();
        all.add(operand);
        for (Expression expression : in.values()) {
            Typed value = value(expression, context);
            values.add(value);
            all.add(value);
        }
        SqlType type = Expressions.common(all);
        StringBuilder sql = new StringBuilder("(")
                .append(key(operand, operand, type, in.at()))
                .append(" IN (");
        for (int i = 0; i < values.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append(key(values.get(i), operand, type, in.at()));
        }
        return sql.append("))").toString();
    }

    private String like(Condition.Like like, Context context) throws SqlError {
        Typed operand = text(value(like.operand(), context), like.at());
        Typed pattern = text(value(like.pattern(), context), like.at());
        Expression escape = like.escape();
        Typed mark = escape == null ? Literals.text("") : text(value(escape, context), like.at());
        String constant = pattern.constant();
        boolean plain =
                constant != null && simple(constant) && escape == null && operand.collation() == Collation.INSENSITIVE;
        if (plain) {
            return '(' + operand.sql() + " ILIKE " + pattern.sql() + ')';
        }
        return "tsql_like(" + operand.sql() + ", " + pattern.sql() + ", " + mark.sql() + ", " + DuckFunctions.WHOSE
                + ')';
    }

    /**
     * Whether DuckDB reads a pattern as T-SQL does and in little time: it goes back to each {@code %} but the last, and hears
     * of no cancellation meanwhile.
     */
    private static boolean simple(String pattern) {
        return pattern.length() <= LONGEST_SIMPLE
                && pattern.indexOf('[') < 0
                && pattern.indexOf('\\') < 0
                && pattern.chars().filter(c -> c == '%').count() - (pattern.endsWith("%") ? 1 : 0) <= 1;
    }

    private static Typed text(Typed value, Position at) throws SqlError {
        if (Types.text(value.type()) && !value.isNull()) {
            return value;
        }
        return Conversions.implicit(value, Types.textOf(true, SqlType.MAX), at);
    }

    private String subquery(Condition condition, Context context) throws SqlError {
        if (context.clause() == Context.Clause.ARGUMENT) {
            throw Refusal.error(
                    130,
                    "Cannot perform an aggregate function on an expression containing an aggregate or a subquery.",
                    condition.at());
        }
        if (condition instanceof Condition.Exists exists) {
            Selected selected =
                    statements.queries.query(exists.query(), context.scope().inner(), Queries.Place.NESTED);
            return "EXISTS (" + selected.sql() + ')';
        }
        if (condition instanceof Condition.InQuery in) {
            return quantified(in.operand(), "IN", in.query(), in.at(), context);
        }
        Condition.QuantifiedComparison comparison = (Condition.QuantifiedComparison) condition;
        String operator =
                comparison.operator().sign() + ' ' + comparison.extent().name();
        return quantified(comparison.left(), operator, comparison.query(), comparison.at(), context);
    }

    private String quantified(Expression expression, String operator, Query query, Position at, Context context)
            throws SqlError {
        Typed operand = value(expression, context);
        Selected selected = statements.queries.query(query, context.scope().inner(), Queries.Place.NESTED);
        if (selected.outputs().size() != 1) {
            throw Refusal.error(
                    116,
                    "Only one expression can be specified in the select list when the subquery is not introduced with"
                            + " EXISTS.",
                    at);
        }
        String alias = statements.alias();
        Typed column = selected.outputs().get(0).from(alias);
        SqlType type = Types.common(operand, column);
        return '(' + key(operand, column, type, at) + ' ' + operator + " (SELECT " + key(column, operand, type, at)
                + " FROM (" + selected.sql() + ") AS " + alias + "))";
    }
}
