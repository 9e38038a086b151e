package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.Context.Clause;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Expression.Quantifier;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Translates calls: looks the function up and checks the number of arguments. */
final class Calls {

    private static final Map<String, Function> FUNCTIONS = functions();

    private final Statements statements;

    Calls(Statements statements) {
        this.statements = statements;
    }

    private static Map<String, Function> functions() {
        Map<String, Function> functions = new HashMap<>();
        functions.putAll(TextFunctions.all());
        functions.putAll(NumberFunctions.all());
        functions.putAll(TimeFunctions.all());
        functions.putAll(ChoiceFunctions.all());
        functions.putAll(BinaryFunctions.all());
        functions.putAll(SessionFunctions.all());
        functions.putAll(ObjectFunctions.all());
        return Map.copyOf(functions);
    }

    /** Translates a call. */
    Typed translate(Expression.Call call, Context context) throws SqlError {
        String name = call.name().toUpperCase(Locale.ROOT);
        if (Aggregates.named(name)) {
            return aggregate(call, name, context);
        }
        if (Windows.named(name)) {
            windowAllowed(call, context);
            return Windows.translate(name, new Arguments(call, context, statements));
        }
        Function function = FUNCTIONS.get(name);
        if (function == null) {
            throw Refusal.error(195, "'" + call.name() + "' is not a recognized built-in function name.", call.at());
        }
        if (call.over() != null
                || call.quantifier() == Quantifier.DISTINCT
                || !call.withinGroup().isEmpty()) {
            throw Refusal.error(
                    10756,
                    "Incorrect use of OVER, DISTINCT or WITHIN GROUP: the function '" + call.name()
                            + "' is no aggregate.",
                    call.at());
        }
        checkCount(call, name, function);
        return function.body().translate(new Arguments(call, context, statements));
    }

    private static void checkCount(Expression.Call call, String name, Function function) throws SqlError {
        int given = call.arguments().size();
        if (given >= function.least() && given <= function.most()) {
            return;
        }
        String message = function.least() == function.most()
                ? "The " + name.toLowerCase(Locale.ROOT) + " function requires " + function.least() + " argument(s)."
                : "The " + name.toLowerCase(Locale.ROOT) + " function requires " + function.least() + " to "
                        + function.most() + " arguments.";
        throw Refusal.error(function.least() == function.most() ? 174 : 189, message, call.at());
    }

    private Typed aggregate(Expression.Call call, String name, Context context) throws SqlError {
        if (call.over() != null) {
            windowAllowed(call, context);
            return Aggregates.translate(name, new Arguments(call, context, statements));
        }
        if (context.clause() == Clause.ARGUMENT) {
            throw Refusal.error(
                    130,
                    "Cannot perform an aggregate function on an expression containing an aggregate or a subquery.",
                    call.at());
        }
        if (context.clause() == Clause.ROWS || context.grouping() == null) {
            throw Refusal.error(
                    147,
                    "An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING"
                            + " clause or a select list, and the column being aggregated is an outer reference.",
                    call.at());
        }
        Context rows = context.ungrouped().in(Clause.ARGUMENT);
        if (name.startsWith("GROUPING")) {
            return Aggregates.grouping(name, new Arguments(call, rows, statements));
        }
        return Aggregates.translate(name, new Arguments(call, rows, statements));
    }

    private static void windowAllowed(Expression.Call call, Context context) throws SqlError {
        if (call.over() == null) {
            throw Refusal.error(
                    10753,
                    "The function '" + call.name().toLowerCase(Locale.ROOT) + "' must have an OVER clause.",
                    call.at());
        }
        if (context.clause() != Clause.SELECT) {
            throw Refusal.error(
                    4108, "Windowed functions can only appear in the SELECT or ORDER BY clauses.", call.at());
        }
    }
}
