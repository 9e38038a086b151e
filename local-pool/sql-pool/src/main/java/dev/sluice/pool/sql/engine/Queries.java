package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.ValueReader;
import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.query.TypedValue;
import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Condition;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Query;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs queries: their rows go to the client or into variables. */
final class Queries {

    private final Scope scope;
    private final ResultSink sink;

    Queries(Scope scope, ResultSink sink) {
        this.scope = scope;
        this.sink = sink;
    }

    void run(Query query) throws SqlError, CancelledException {
        if (query.body() instanceof Query.Select select && select.into() != null) {
            throw Scope.error(104335, query.at(), "SELECT INTO is not supported. Use CREATE TABLE AS SELECT.");
        }
        Translated translated = scope.translator().query(query);
        if (!translated.variables().isEmpty()) {
            assign(translated);
            return;
        }
        if (scope.state().on("FMTONLY")) {
            sink.columns(translated.columns());
            sink.rowsDone(0);
            return;
        }
        scope.state().changed(scope.link().stream(translated, sink));
    }

    /** The last row's values stay in the variables; without rows they keep what they have. */
    private void assign(Translated translated) throws SqlError, CancelledException {
        List<List<TypedValue>> rows = values(translated);
        for (List<TypedValue> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                scope.state().declare(translated.variables().get(i), row.get(i));
            }
        }
        scope.state().changed(rows.size());
        sink.done();
    }

    /** Computes a value. */
    TypedValue value(Expression expression) throws SqlError, CancelledException {
        return values(scope.translator().value(expression)).get(0).get(0);
    }

    /** Computes a value and converts it to a type. */
    TypedValue value(Expression expression, SqlType type) throws SqlError, CancelledException {
        TypedValue value =
                values(scope.translator().value(expression, type)).get(0).get(0);
        return new TypedValue(type, value.value());
    }

    /** Whether a condition is true; one that is unknown is not. */
    boolean holds(Condition condition) throws SqlError, CancelledException {
        String sql = scope.translator().condition(condition);
        return scope.link()
                .query(sql, List.of(), row -> Optional.of(row.getBoolean(1)))
                .get(0)
                .orElse(false);
    }

    private List<List<TypedValue>> values(Translated translated) throws SqlError, CancelledException {
        List<ResultColumn> columns = translated.columns();
        return scope.link().query(translated.sql(), List.of(), row -> {
            List<TypedValue> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                SqlType type = columns.get(i).type();
                Object value = ValueReader.of(type).read(row, i + 1);
                values.add(new TypedValue(type, row.wasNull() ? null : value));
            }
            return values;
        });
    }
}
