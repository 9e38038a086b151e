package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.Conversions.Wish;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Expression.OnFailure;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The arguments of a call, translated when asked for. */
final class Arguments {

    private final Expression.Call call;
    private final Context context;
    private final Statements statements;
    private final Map<Integer, Typed> values = new HashMap<>();

    Arguments(Expression.Call call, Context context, Statements statements) {
        this.call = call;
        this.context = context;
        this.statements = statements;
    }

    Expression.Call call() {
        return call;
    }

    Context context() {
        return context;
    }

    SessionFacts session() {
        return statements.session;
    }

    Statements statements() {
        return statements;
    }

    Position at() {
        return call.at();
    }

    int size() {
        return call.arguments().size();
    }

    /** Returns the tree of an argument. */
    Expression node(int index) {
        return call.arguments().get(index);
    }

    /** Translates an argument: once, or calls in calls would take twice as long with each level. */
    Typed value(int index) throws SqlError {
        Typed known = values.get(index);
        if (known != null) {
            return known;
        }
        Typed value = statements.expressions.translate(node(index), context);
        values.put(index, value);
        return value;
    }

    /** Translates all arguments from one on. */
    List<Typed> values(int first) throws SqlError {
        List<Typed> values = new ArrayList<>();
        for (int i = first; i < size(); i++) {
            values.add(value(i));
        }
        return values;
    }

    /** Translates an argument to a string; one that is a string already keeps its type. */
    Typed text(int index) throws SqlError {
        return text(value(index));
    }

    /** Converts a value to a string; one that is a string already keeps its type. */
    Typed text(Typed value) throws SqlError {
        if (Types.text(value.type()) && !value.isNull()) {
            return value;
        }
        SqlType type = value.isNull() ? Types.varchar(1) : Types.varchar(Types.textLength(value.type()));
        return Conversions.implicit(value, type, at());
    }

    /** Translates an argument to DuckDB's INTEGER. */
    String integer(int index) throws SqlError {
        return converted(index, Kind.INT).sql();
    }

    /** Translates an argument to DuckDB's BIGINT. */
    String bigint(int index) throws SqlError {
        return converted(index, Kind.BIGINT).sql();
    }

    /** Translates an argument to a type without lengths. */
    Typed converted(int index, Kind kind) throws SqlError {
        return Conversions.convert(
                value(index),
                SqlType.of(kind),
                new Wish(OnFailure.ERROR, -1, node(index).at()));
    }

    /** Translates an argument to a type as functions do, which take more than operators. */
    Typed converted(int index, SqlType type) throws SqlError {
        return Conversions.convert(value(index), type, new Wish(OnFailure.ERROR, -1, at()));
    }

    /** Returns the number that an argument must be. */
    int number(int index) throws SqlError {
        return statements.expressions.integer(node(index), context);
    }

    /** Returns the word that an argument must be, as DATEADD's first, in lower case. */
    String word(int index) throws SqlError {
        if (node(index) instanceof Expression.Column column
                && column.qualifier().isEmpty()) {
            return column.name().toLowerCase(Locale.ROOT);
        }
        throw Refusal.error(
                1023,
                "Invalid parameter " + (index + 1) + " specified for "
                        + call.name().toLowerCase(Locale.ROOT) + '.',
                at());
    }

    /** Returns the text of an argument that must be known now. */
    String constant(int index) throws SqlError {
        String constant = value(index).constant();
        if (constant == null) {
            throw Refusal.unsupported(
                    call.name().toUpperCase(Locale.ROOT) + " of an argument that is no literal or variable", at());
        }
        return constant;
    }

    /** Makes error 8116. */
    SqlError invalid(int index, SqlType type) {
        return Refusal.error(
                8116,
                "Argument data type " + Types.name(type) + " is invalid for argument " + (index + 1) + " of "
                        + call.name().toLowerCase(Locale.ROOT) + " function.",
                at());
    }
}
