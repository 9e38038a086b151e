package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.Context.Clause;
import dev.sluice.pool.sql.query.Conversions.Wish;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Expression.ConditionArm;
import dev.sluice.pool.sql.tsql.Expression.OnFailure;
import dev.sluice.pool.sql.tsql.Expression.ValueArm;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates expressions. */
final class Expressions {

    /** Characters that any expression may become. */
    private static final long MOST_TEXT = 4L << 20;

    /** How often a column or a literal may stand in what an expression becomes. */
    private static final long GROWTH = 8;

    /** What is written around a column or a literal, about. */
    private static final int LEAST_TEXT = 64;

    private final Statements statements;
    private long leaves;

    Expressions(Statements statements) {
        this.statements = statements;
    }

    /**
     * Translates an expression.
     *
     * @throws SqlError 8623 if it becomes many times as long as it was written: some functions need their operand more than
     *     once, which doubles with every level
     */
    Typed translate(Expression expression, Context context) throws SqlError {
        Typed value = translated(expression, context);
        if (value.sql().length() > MOST_TEXT + GROWTH * leaves) {
            throw Refusal.error(
                    8623,
                    "The query processor ran out of internal resources and could not produce a query plan. This is a rare"
                            + " event and only expected for extremely complex queries. Please simplify the query.",
                    expression.at());
        }
        return value;
    }

    private Typed translated(Expression expression, Context context) throws SqlError {
        Grouping grouping = context.grouping();
        if (grouping != null && !literal(expression) && !Walk.aggregated(expression)) {
            Optional<Typed> grouped = grouped(expression, context, grouping);
            if (grouped.isPresent()) {
                return grouped.get();
            }
        }
        if (expression instanceof Expression.Column column) {
            return leaf(column(column, context));
        }
        if (expression instanceof Expression.Binary binary) {
            return statements.operators.binary(
                    binary.link(), translate(binary.left(), context), translate(binary.right(), context));
        }
        if (expression instanceof Expression.Chain chain) {
            return chain(chain, context);
        }
        if (expression instanceof Expression.Unary unary) {
            return statements.operators.unary(unary, translate(unary.operand(), context));
        }
        if (expression instanceof Expression.Call call) {
            return statements.calls.translate(call, context);
        }
        if (expression instanceof Expression.Conversion conversion) {
            return conversion(conversion, context);
        }
        if (expression instanceof Expression.SearchedCase searched) {
            return searchedCase(searched, context);
        }
        if (expression instanceof Expression.SimpleCase simple) {
            return simpleCase(simple, context);
        }
        if (expression instanceof Expression.ScalarQuery scalar) {
            return scalarQuery(scalar, context);
        }
        if (expression instanceof Expression.Collate collate) {
            return collate(collate, context);
        }
        return leaf(constant(expression));
    }

    private Typed chain(Expression.Chain chain, Context context) throws SqlError {
        Typed first = translate(chain.first(), context);
        List<Typed> rights = new ArrayList<>();
        for (Expression.Link link : chain.links()) {
            rights.add(translate(link.right(), context));
        }
        return new Chains(statements.operators, chain.links(), rights).translate(first);
    }

    private Typed leaf(Typed value) {
        leaves += LEAST_TEXT + value.sql().length();
        return value;
    }

    /** Whether an expression is none that is computed of others, or of a row. */
    static boolean literal(Expression expression) {
        return !(expression instanceof Expression.Column
                || expression instanceof Expression.Binary
                || expression instanceof Expression.Chain
                || expression instanceof Expression.Unary
                || expression instanceof Expression.Call
                || expression instanceof Expression.Conversion
                || expression instanceof Expression.SearchedCase
                || expression instanceof Expression.SimpleCase
                || expression instanceof Expression.Collate);
    }

    /** Translates as for a row, and looks whether the query groups by just that. */
    private Optional<Typed> grouped(Expression expression, Context context, Grouping grouping) throws SqlError {
        Typed plain = translate(expression, context.ungrouped());
        return grouping.value(plain);
    }

    private Typed constant(Expression expression) throws SqlError {
        if (expression instanceof Expression.NullLiteral) {
            return Typed.nothing();
        }
        if (expression instanceof Expression.NumberLiteral number) {
            return Literals.number(number);
        }
        if (expression instanceof Expression.StringLiteral string) {
            return Literals.string(string);
        }
        if (expression instanceof Expression.BinaryLiteral binary) {
            return Literals.binary(binary.hex());
        }
        if (expression instanceof Expression.Variable variable) {
            return Literals.value(statements
                    .session
                    .variable(variable.name())
                    .orElseThrow(() -> Refusal.error(
                            137, "Must declare the scalar variable \"" + variable.name() + "\".", variable.at())));
        }
        if (expression instanceof Expression.SystemVariable variable) {
            return Literals.value(statements
                    .session
                    .systemVariable(variable.name().toUpperCase(Locale.ROOT))
                    .orElseThrow(() -> Refusal.error(
                            137, "Must declare the scalar variable \"" + variable.name() + "\".", variable.at())));
        }
        throw Refusal.error(102, "Incorrect syntax near '*'.", expression.at());
    }

    private Typed column(Expression.Column column, Context context) throws SqlError {
        Scope.Found found = context.scope().find(column);
        if (context.grouping() != null && found.depth() == Scope.Depth.OWN) {
            boolean having = context.clause() == Clause.HAVING;
            throw Refusal.error(
                    having ? 8121 : 8120,
                    "Column '" + found.text() + "' is invalid in the " + (having ? "HAVING clause" : "select list")
                            + " because it is not contained in either an aggregate function or the GROUP BY clause.",
                    column.at());
        }
        return found.typed();
    }

    private Typed conversion(Expression.Conversion conversion, Context context) throws SqlError {
        Typed value = translate(conversion.operand(), context);
        int style = -1;
        Expression given = conversion.style();
        if (given != null) {
            style = integer(given, context);
        }
        return Conversions.convert(value, conversion.type(), new Wish(conversion.onFailure(), style, conversion.at()));
    }

    /** Returns the number that an expression is, which must be known now. */
    int integer(Expression expression, Context context) throws SqlError {
        if (expression instanceof Expression.NumberLiteral number
                && number.text().matches("[0-9]{1,9}")) {
            return Integer.parseInt(number.text());
        }
        if (expression instanceof Expression.Unary unary
                && unary.operator() == Expression.UnaryOperator.MINUS
                && unary.operand() instanceof Expression.NumberLiteral) {
            return -integer(unary.operand(), context);
        }
        if (expression instanceof Expression.Variable variable) {
            Optional<TypedValue> value = statements.session.variable(variable.name());
            if (value.isPresent() && value.get().value() instanceof Number number) {
                return number.intValue();
            }
        }
        throw Refusal.unsupported("A value here that is no number or variable", expression.at());
    }

    private Typed searchedCase(Expression.SearchedCase searched, Context context) throws SqlError {
        List<String> whens = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        for (ConditionArm arm : searched.arms()) {
            whens.add(statements.conditions.translate(arm.when(), context));
            values.add(translate(arm.then(), context));
        }
        return choice(whens, values, otherwise(searched.otherwise(), context), searched);
    }

    private Typed simpleCase(Expression.SimpleCase simple, Context context) throws SqlError {
        List<String> whens = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        Typed operand = translate(simple.operand(), context);
        for (ValueArm arm : simple.arms()) {
            Typed when = translate(arm.when(), context);
            whens.add(Conditions.compare(operand, Condition.ComparisonOperator.EQUAL, when, simple.at()));
            values.add(translate(arm.then(), context));
        }
        return choice(whens, values, otherwise(simple.otherwise(), context), simple);
    }

    private @Nullable Typed otherwise(@Nullable Expression expression, Context context) throws SqlError {
        return expression == null ? null : translate(expression, context);
    }

    private Typed choice(List<String> whens, List<Typed> values, @Nullable Typed otherwise, Expression node)
            throws SqlError {
        Typed last = otherwise == null ? Typed.nothing() : otherwise;
        List<Typed> all = new ArrayList<>(values);
        all.add(last);
        boolean unknown = all.stream().allMatch(Typed::isNull);
        if (unknown) {
            throw Refusal.error(
                    8133,
                    "At least one of the result expressions in a CASE specification must be an expression other than"
                            + " the NULL constant.",
                    node.at());
        }
        SqlType type = common(all);
        StringBuilder sql = new StringBuilder("CASE");
        boolean nullable = false;
        for (int i = 0; i < whens.size(); i++) {
            Typed value = Conversions.implicit(values.get(i), type, node.at());
            nullable |= value.nullable();
            sql.append(" WHEN ").append(whens.get(i)).append(" THEN ").append(value.sql());
        }
        Typed end = Conversions.implicit(last, type, node.at());
        sql.append(" ELSE ").append(end.sql()).append(" END");
        Typed typed = Typed.of('(' + sql.toString() + ')', type);
        return nullable || end.nullable() ? typed : typed.notNull();
    }

    /** Returns the type that values meet in. */
    static SqlType common(List<Typed> values) {
        Typed result = values.get(0);
        for (Typed value : values.subList(1, values.size())) {
            SqlType type = Types.common(result, value);
            boolean unknown = result.isNull() && value.isNull();
            result = unknown ? result : Typed.of("", type);
        }
        return result.type();
    }

    private Typed scalarQuery(Expression.ScalarQuery scalar, Context context) throws SqlError {
        if (context.clause() == Clause.ARGUMENT) {
            throw Refusal.error(
                    130,
                    "Cannot perform an aggregate function on an expression containing an aggregate or a subquery.",
                    scalar.at());
        }
        Selected selected =
                statements.queries.query(scalar.query(), context.scope().inner(), Queries.Place.NESTED);
        if (selected.outputs().size() != 1) {
            throw Refusal.error(
                    116,
                    "Only one expression can be specified in the select list when the subquery is not introduced with"
                            + " EXISTS.",
                    scalar.at());
        }
        Typed value = selected.outputs().get(0).value();
        return new Typed(
                '(' + selected.sql() + ')',
                value.type(),
                true,
                value.collation(),
                value.isNull() ? Typed.Origin.NULL : Typed.Origin.VALUE,
                null);
    }

    private Typed collate(Expression.Collate collate, Context context) throws SqlError {
        Typed value = translate(collate.operand(), context);
        if (!Types.text(value.type())) {
            throw Refusal.error(
                    447,
                    "Expression type " + Types.name(value.type()) + " is invalid for COLLATE clause.",
                    collate.at());
        }
        return value.collated(Collation.named(collate.collation()));
    }

    /** Translates and converts, as a function does with its arguments. */
    Typed converted(Expression expression, Context context, Kind kind) throws SqlError {
        Typed value = translate(expression, context);
        return Conversions.convert(value, SqlType.of(kind), new Wish(OnFailure.ERROR, -1, expression.at()));
    }
}
