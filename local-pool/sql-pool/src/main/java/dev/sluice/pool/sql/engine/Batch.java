package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.system.RequestLog;
import dev.sluice.pool.sql.query.TypedValue;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change;
import dev.sluice.pool.sql.tsql.Control;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.tsql.Security;
import dev.sluice.pool.sql.tsql.Statement;
import dev.sluice.pool.sql.tsql.TsqlParser;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A batch: its statements run one after the other until one fails. */
final class Batch {

    /** As deep as EXEC may stand in EXEC. */
    private static final int DEEPEST = 32;

    /** What the flow does after a statement. */
    enum Flow {
        /** Goes on. */
        NEXT,
        /** Leaves the loop. */
        BREAK,
        /** Begins the loop anew. */
        CONTINUE,
        /** Leaves the batch. */
        RETURN
    }

    private final Scope scope;
    private final ResultSink sink;
    private final String text;
    private final int depth;

    Batch(Scope scope, ResultSink sink, String text) {
        this(scope, sink, text, 0);
    }

    private Batch(Scope scope, ResultSink sink, String text, int depth) {
        this.scope = scope;
        this.sink = sink;
        this.text = text;
        this.depth = depth;
    }

    /** A batch inside this one, as EXEC runs it. */
    Batch nested(String inner) throws SqlError {
        if (depth == DEEPEST) {
            throw Scope.error(
                    217,
                    Position.START,
                    "Maximum stored procedure, function, trigger, or view nesting level exceeded (limit " + DEEPEST
                            + ").");
        }
        return new Batch(scope, sink, inner, depth + 1);
    }

    /** Runs the batch with parameters. */
    void run(Map<String, TypedValue> parameters) throws SqlError, CancelledException {
        List<Statement> statements = TsqlParser.parse(text);
        Map<String, TypedValue> before = scope.state().enter(parameters);
        try {
            runAll(statements);
        } finally {
            scope.state().leave(before);
        }
    }

    Flow runAll(List<Statement> statements) throws SqlError, CancelledException {
        for (Statement statement : statements) {
            Flow flow = run(statement);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    /** Runs a statement. What it throws has the line it stands in. */
    Flow run(Statement statement) throws SqlError, CancelledException {
        try {
            Flow flow = dispatch(statement);
            scope.state().ended(0);
            return flow;
        } catch (SqlError e) {
            scope.state().ended(e.number());
            if (e.number() != 111233) {
                Transactions.failed(scope);
            }
            throw e.line() > 1
                    ? e
                    : new SqlError(
                            e.number(), e.severity(), e.state(), statement.at().line(), String.valueOf(e.getMessage()));
        }
    }

    private Flow dispatch(Statement statement) throws SqlError, CancelledException {
        if (statement instanceof Control control) {
            return new Controls(scope, sink, this).run(control);
        }
        Transactions.requireSound(scope);
        RequestLog log = scope.server().requests();
        RequestLog.Request request = log.begin(
                scope.session().id(), scope.login(), scope.database().id(), label(statement), command(statement));
        boolean known = false;
        try {
            execute(statement, request);
            log.complete(request);
            known = true;
        } catch (SqlError e) {
            log.fail(request, String.valueOf(e.getMessage()));
            known = true;
            throw e;
        } finally {
            if (!known) {
                log.cancel(request);
            }
        }
        return Flow.NEXT;
    }

    private void execute(Statement statement, RequestLog.Request request) throws SqlError, CancelledException {
        if (statement instanceof Statement.Select select) {
            Transactions.beginImplicitly(scope);
            new Queries(scope, sink).run(select.query());
        } else if (statement instanceof Change change) {
            Transactions.beginImplicitly(scope);
            long rows = new Changes(scope, request).run(change);
            scope.state().changed(rows);
            if (scope.state().on("NOCOUNT")) {
                sink.done();
            } else {
                sink.changed(rows);
            }
        } else if (statement instanceof Definition definition) {
            Transactions.requireNone(scope);
            long rows = new Definitions(scope, request).run(definition);
            if (rows >= 0) {
                scope.state().changed(rows);
                sink.changed(rows);
            } else {
                sink.done();
            }
        } else if (statement instanceof Security security) {
            Transactions.requireNone(scope);
            new Securities(scope).run(security);
            sink.done();
        }
    }

    private static @Nullable String label(Statement statement) {
        if (statement instanceof Statement.Select select) {
            return select.query().label();
        }
        if (statement instanceof Definition.CreateTableAs create) {
            return create.query().label();
        }
        if (statement instanceof Definition.CreateExternalTableAs create) {
            return create.query().label();
        }
        if (statement instanceof Change.Insert insert) {
            return insert.label() == null && insert.source() instanceof Change.FromQuery from
                    ? from.query().label()
                    : insert.label();
        }
        if (statement instanceof Change.Update update) {
            return update.label();
        }
        if (statement instanceof Change.Delete delete) {
            return delete.label();
        }
        if (statement instanceof Change.Merge merge) {
            return merge.label();
        }
        return statement instanceof Change.CopyInto copy ? copy.label() : null;
    }

    /** The text of the log: statements that may hold a secret are only named. */
    private String command(Statement statement) {
        boolean secret = statement instanceof Security
                || statement instanceof Definition.PutCredential
                || statement instanceof Definition.CreateMasterKey
                || statement instanceof Change.CopyInto;
        if (secret || Secrets.mentioned(text)) {
            return statement.getClass().getSimpleName();
        }
        return text.strip();
    }
}
