package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.query.TypedValue;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.tsql.Control;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the statements that steer: flow, variables, transactions, settings, EXEC. */
final class Controls {

    private static final SqlType MESSAGE = new SqlType(Kind.NVARCHAR, SqlType.MAX, 0, 0);

    /** Settings that drivers and tools send and that change nothing here, as their other value is not to be had. */
    private static final Set<String> SETTINGS = Set.of(
            "NOCOUNT",
            "XACT_ABORT",
            "ANSI_NULLS",
            "ANSI_PADDING",
            "ANSI_WARNINGS",
            "ANSI_NULL_DFLT_ON",
            "ANSI_DEFAULTS",
            "ARITHABORT",
            "CONCAT_NULL_YIELDS_NULL",
            "CURSOR_CLOSE_ON_COMMIT",
            "DATEFIRST",
            "DATEFORMAT",
            "FMTONLY",
            "IMPLICIT_TRANSACTIONS",
            "LANGUAGE",
            "LOCK_TIMEOUT",
            "NUMERIC_ROUNDABORT",
            "QUOTED_IDENTIFIER",
            "ROWCOUNT",
            "RESULT_SET_CACHING",
            "TEXTSIZE",
            "TRANSACTION ISOLATION LEVEL");

    private final Scope scope;
    private final ResultSink sink;
    private final Batch batch;
    private final Queries queries;

    Controls(Scope scope, ResultSink sink, Batch batch) {
        this.scope = scope;
        this.sink = sink;
        this.batch = batch;
        queries = new Queries(scope, sink);
    }

    Batch.Flow run(Control control) throws SqlError, CancelledException {
        if (control instanceof Control.Block block) {
            return batch.runAll(block.statements());
        }
        if (control instanceof Control.If choice) {
            if (queries.holds(choice.condition())) {
                return batch.run(choice.then());
            }
            return choice.otherwise() == null ? Batch.Flow.NEXT : batch.run(choice.otherwise());
        }
        if (control instanceof Control.While loop) {
            return loop(loop);
        }
        if (control instanceof Control.Break) {
            return Batch.Flow.BREAK;
        }
        if (control instanceof Control.Continue) {
            return Batch.Flow.CONTINUE;
        }
        if (control instanceof Control.Return) {
            return Batch.Flow.RETURN;
        }
        if (control instanceof Control.TryCatch attempt) {
            return attempt(attempt);
        }
        runSimple(control);
        return Batch.Flow.NEXT;
    }

    private Batch.Flow loop(Control.While loop) throws SqlError, CancelledException {
        while (queries.holds(loop.condition())) {
            Batch.Flow flow = batch.run(loop.body());
            if (flow == Batch.Flow.BREAK) {
                break;
            }
            if (flow == Batch.Flow.RETURN) {
                return flow;
            }
        }
        return Batch.Flow.NEXT;
    }

    private Batch.Flow attempt(Control.TryCatch attempt) throws SqlError, CancelledException {
        try {
            return batch.runAll(attempt.attempt());
        } catch (SqlError e) {
            SqlError outer = scope.state().caught(e);
            try {
                return batch.runAll(attempt.handler());
            } finally {
                scope.state().caught(outer);
            }
        }
    }

    private void runSimple(Control control) throws SqlError, CancelledException {
        if (control instanceof Control.Declare declare) {
            for (Control.Declaration declaration : declare.declarations()) {
                declare(declaration);
            }
        } else if (control instanceof Control.SetVariable set) {
            TypedValue present = variable(set.name(), set.at().line());
            scope.state().declare(set.name(), queries.value(set.value(), present.type()));
        } else if (control instanceof Control.SetOption option) {
            set(option);
        } else if (control instanceof Control.Print print) {
            Object message = queries.value(print.message(), MESSAGE).value();
            sink.info(message == null ? " " : message.toString());
        } else if (control instanceof Control.BeginTransaction) {
            Transactions.begin(scope);
            sink.done();
        } else if (control instanceof Control.Commit) {
            Transactions.commit(scope);
            sink.done();
        } else if (control instanceof Control.Rollback) {
            Transactions.rollback(scope);
            sink.done();
        } else if (control instanceof Control.Use use) {
            use(use);
        } else if (control instanceof Control.Throw raised) {
            throw thrown(raised);
        } else if (control instanceof Control.RaiseError raised) {
            raise(raised);
        } else if (control instanceof Control.ExecuteText text) {
            Object inner = queries.value(text.text(), MESSAGE).value();
            batch.nested(inner == null ? "" : inner.toString()).run(Map.of());
        } else if (control instanceof Control.Execute execute) {
            execute(execute);
        }
    }

    private void declare(Control.Declaration declaration) throws SqlError, CancelledException {
        if (scope.state().variable(declaration.name()).isPresent()) {
            throw Scope.error(
                    134,
                    declaration.at(),
                    "The variable name '" + declaration.name()
                            + "' has already been declared. Variable names must be unique within a query batch or"
                            + " stored procedure.");
        }
        Expression value = declaration.value();
        scope.state()
                .declare(
                        declaration.name(),
                        value == null
                                ? new TypedValue(declaration.type(), null)
                                : queries.value(value, declaration.type()));
    }

    private TypedValue variable(String name, int line) throws SqlError {
        return scope.state()
                .variable(name)
                .orElseThrow(
                        () -> new SqlError(137, 15, 1, line, "Must declare the scalar variable \"" + name + "\"."));
    }

    private void set(Control.SetOption option) throws SqlError {
        boolean identityInsert = option.option().startsWith("IDENTITY_INSERT ");
        if (!identityInsert && !SETTINGS.contains(option.option())) {
            throw Scope.error(
                    195,
                    option.at(),
                    "'" + option.option() + "' is not a recognized SET option of the local SQL pool.");
        }
        if (option.option().equals("ROWCOUNT") && !option.value().equals("0")) {
            throw Scope.error(104340, option.at(), "SET ROWCOUNT is not supported. Use TOP.");
        }
        scope.state().set(option.option(), option.value());
        sink.done();
    }

    private void use(Control.Use use) throws SqlError {
        if (!Names.same(use.database(), scope.database().name())) {
            throw Scope.error(
                    40508,
                    use.at(),
                    "USE statement is not supported to switch between databases. Use a new connection to connect to a"
                            + " different database.");
        }
        sink.database(scope.database().name());
        sink.done();
    }

    private SqlError thrown(Control.Throw raised) throws SqlError, CancelledException {
        Expression number = raised.number();
        Expression message = raised.message();
        Expression state = raised.state();
        if (number == null || message == null || state == null) {
            SqlError caught = scope.state().caught();
            return caught != null
                    ? caught
                    : Scope.error(
                            10704,
                            raised.at(),
                            "To rethrow an error, a THROW statement must be used inside a CATCH block.");
        }
        return new SqlError(
                integer(number),
                16,
                integer(state),
                raised.at().line(),
                String.valueOf(queries.value(message, MESSAGE).value()));
    }

    private void raise(Control.RaiseError raised) throws SqlError, CancelledException {
        StringBuilder message = new StringBuilder();
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Expression argument : raised.arguments()) {
            arguments.add(queries.value(argument).value());
        }
        String format = String.valueOf(queries.value(raised.message(), MESSAGE).value());
        int next = 0;
        for (int i = 0; i < format.length(); i++) {
            char sign = format.charAt(i);
            boolean place = sign == '%' && i + 1 < format.length() && "sdiu".indexOf(format.charAt(i + 1)) >= 0;
            if (place) {
                i++;
                message.append(next < arguments.size() ? String.valueOf(arguments.get(next)) : "(null)");
                next++;
            } else {
                message.append(sign);
            }
        }
        int severity = integer(raised.severity());
        if (severity <= 10) {
            sink.info(message.toString());
            return;
        }
        throw new SqlError(50000, severity, integer(raised.state()), raised.at().line(), message.toString());
    }

    private int integer(Expression expression) throws SqlError, CancelledException {
        return queries.value(expression, SqlType.of(Kind.INT)).value() instanceof Integer number ? number : 0;
    }

    private void execute(Control.Execute execute) throws SqlError, CancelledException {
        List<SqlParameter> arguments = new ArrayList<>();
        for (Control.Argument argument : execute.arguments()) {
            Expression expression = argument.value();
            TypedValue value = expression == null ? new TypedValue(MESSAGE, null) : queries.value(expression);
            arguments.add(
                    new SqlParameter(argument.name() == null ? "" : argument.name(), value.type(), value.value()));
        }
        String name = Names.fold(execute.procedure().name());
        if (name.equals("sp_executesql")) {
            executeSql(arguments, execute);
            return;
        }
        new Calls(scope, sink).call(name, arguments);
    }

    private void executeSql(List<SqlParameter> arguments, Control.Execute execute) throws SqlError, CancelledException {
        if (arguments.isEmpty()) {
            throw Scope.error(
                    201,
                    execute.at(),
                    "Procedure or function 'sp_executesql' expects parameter '@statement', which was not supplied.");
        }
        Map<String, TypedValue> parameters = new java.util.LinkedHashMap<>();
        List<String> names = arguments.size() > 1 ? ParameterNames.of(arguments.get(1)) : List.of();
        for (int i = 2; i < arguments.size(); i++) {
            SqlParameter argument = arguments.get(i);
            String name = argument.name().isEmpty() && i - 2 < names.size() ? names.get(i - 2) : argument.name();
            parameters.put(name, new TypedValue(argument.type(), argument.value()));
        }
        batch.nested(String.valueOf(arguments.get(0).value())).run(parameters);
    }
}
