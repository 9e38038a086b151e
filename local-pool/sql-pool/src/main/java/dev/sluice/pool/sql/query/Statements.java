package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change;
import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Query;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** The translator of one statement: its parts, which call one another as the nodes of the tree do. */
final class Statements implements Translator {

    final Relations relations;
    final SessionFacts session;
    final Expressions expressions;
    final Operators operators;
    final Conditions conditions;
    final Calls calls;
    final Selects selects;
    final Queries queries;
    final Sources sources;
    private final Changes changes;
    private int aliases;

    Statements(Relations relations, SessionFacts session) {
        this.relations = relations;
        this.session = session;
        this.expressions = new Expressions(this);
        this.operators = new Operators();
        this.conditions = new Conditions(this);
        this.calls = new Calls(this);
        this.selects = new Selects(this);
        this.queries = new Queries(this);
        this.sources = new Sources(this);
        this.changes = new Changes(this);
    }

    /** Returns a name that nothing else of the statement has. */
    String alias() {
        return "t" + ++aliases;
    }

    @Override
    public Translated query(Query query) throws SqlError {
        return queries.query(query, Scope.EMPTY, Queries.Place.TOP).translated();
    }

    @Override
    public Translated query(Query query, List<RelationColumn> columns) throws SqlError {
        Selected selected = queries.query(query, Scope.EMPTY, Queries.Place.TOP);
        return changes.assigned(selected, columns, "the table", query.at()).translated();
    }

    @Override
    public String insert(Change.Insert insert) throws SqlError {
        return changes.insert(insert);
    }

    @Override
    public String update(Change.Update update) throws SqlError {
        return changes.update(update);
    }

    @Override
    public String delete(Change.Delete delete) throws SqlError {
        return changes.delete(delete);
    }

    @Override
    public String merge(Change.Merge merge) throws SqlError {
        return changes.merge(merge);
    }

    @Override
    public Translated value(Expression expression) throws SqlError {
        return single(expressions.translate(expression, Context.rows(Scope.EMPTY)));
    }

    @Override
    public Translated value(Expression expression, SqlType type) throws SqlError {
        Typed value = expressions.translate(expression, Context.rows(Scope.EMPTY));
        Typed converted = Conversions.implicit(value, type, expression.at());
        return single(converted);
    }

    private static Translated single(Typed value) {
        List<Selected.Output> outputs = new ArrayList<>();
        outputs.add(new Selected.Output("", "value", value));
        return new Selected("SELECT " + value.sql() + " AS \"value\"", outputs, List.of()).translated();
    }

    @Override
    public String condition(Condition condition) throws SqlError {
        return "SELECT " + conditions.translate(condition, Context.rows(Scope.EMPTY));
    }
}
