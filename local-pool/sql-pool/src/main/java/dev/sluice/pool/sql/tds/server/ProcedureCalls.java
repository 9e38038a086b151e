package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.tds.request.ParameterNames;
import dev.sluice.pool.sql.tds.request.RpcCall;
import dev.sluice.pool.sql.tds.request.RpcParameter;
import dev.sluice.pool.sql.tds.server.PreparedStatements.Prepared;
import dev.sluice.pool.sql.tds.token.Done;
import dev.sluice.pool.sql.tds.token.ReturnStatus;
import dev.sluice.pool.sql.tds.token.ReturnValue;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Procedure calls. The ones that prepare and execute are the protocol's own affair, the rest is the engine's.
 *
 * <pre>
 * call  ->  results and DONEINPROC.. RETURNSTATUS [RETURNVALUE: the handle] DONEPROC
 * </pre>
 */
final class ProcedureCalls {

    private final SqlSession session;
    private final PreparedStatements prepared;

    ProcedureCalls(SqlSession session, RequestRoom room) {
        this.session = session;
        prepared = new PreparedStatements(room);
    }

    /** Forgets what is prepared, as for a new session. */
    void reset() {
        prepared.clear();
    }

    /** Makes one call. */
    void call(RpcCall call, Answer answer, StatementSink sink) {
        OptionalInt handle = OptionalInt.empty();
        try {
            handle = dispatch(call, sink);
        } catch (SqlError e) {
            sink.error(e);
        }
        if (sink.failed()) {
            handle.ifPresent(prepared::remove);
            answer.done(Done.failed(Done.Kind.PROCEDURE));
            return;
        }
        answer.add(new ReturnStatus(0));
        if (handle.isPresent()) {
            answer.add(new ReturnValue(call.parameters().get(0).value().name(), handle.getAsInt()));
        }
        answer.done(Done.plain(Done.Kind.PROCEDURE));
    }

    private OptionalInt dispatch(RpcCall call, StatementSink sink) throws SqlError {
        if (!call.executes()) {
            return OptionalInt.empty();
        }
        switch (call.procedure()) {
            case "sp_executesql" -> executeSql(call, sink);
            case "sp_execute" -> execute(call, sink);
            case "sp_unprepare" -> prepared.remove(handle(call));
            case "sp_prepare" -> {
                return OptionalInt.of(prepare(call));
            }
            case "sp_prepexec" -> {
                int handle = prepare(call);
                run(prepared.find(handle), values(call, 3), sink);
                return OptionalInt.of(handle);
            }
            case "sp_reset_connection" -> {
                session.reset();
                reset();
            }
            default -> callEngine(call, sink);
        }
        return OptionalInt.empty();
    }

    private void executeSql(RpcCall call, StatementSink sink) throws SqlError {
        String declaration = call.parameters().size() > 1 ? text(call, 1) : "";
        run(new Prepared(text(call, 0), ParameterNames.of(declaration)), values(call, 2), sink);
    }

    private void execute(RpcCall call, StatementSink sink) throws SqlError {
        run(prepared.find(handle(call)), values(call, 1), sink);
    }

    /** Takes handle (out), declaration, statement. */
    private int prepare(RpcCall call) throws SqlError {
        if (parameter(call, 0) instanceof Number before) {
            prepared.remove(before.intValue());
        }
        return prepared.add(new Prepared(text(call, 2), ParameterNames.of(text(call, 1))));
    }

    private void run(Prepared statement, List<RpcParameter> values, StatementSink sink) throws SqlError {
        refuseOutput(values);
        session.execute(statement.statement(), statement.names().applyTo(values), sink);
        CallScope.endOfStatement(session, statement.statement());
    }

    private void callEngine(RpcCall call, StatementSink sink) throws SqlError {
        if (call.procedure().startsWith("sp_cursor") || call.procedure().equals("sp_prepexecrpc")) {
            throw new SqlError(
                    16937,
                    16,
                    1,
                    1,
                    "Server cursors (" + call.procedure() + ") are not supported by a dedicated SQL pool. "
                            + "Use forward-only, read-only results.");
        }
        refuseOutput(call.parameters());
        List<SqlParameter> arguments =
                call.parameters().stream().map(RpcParameter::value).toList();
        session.call(call.procedure(), arguments, sink);
    }

    private static void refuseOutput(List<RpcParameter> values) throws SqlError {
        for (RpcParameter value : values) {
            if (value.output()) {
                throw new SqlError(
                        8179,
                        16,
                        1,
                        1,
                        "Output parameter '" + value.value().name()
                                + "' is not supported by the local SQL pool. Select the value instead.");
            }
        }
    }

    private static List<RpcParameter> values(RpcCall call, int from) {
        List<RpcParameter> all = call.parameters();
        return all.subList(Math.min(from, all.size()), all.size());
    }

    private static int handle(RpcCall call) throws SqlError {
        if (parameter(call, 0) instanceof Number number) {
            return number.intValue();
        }
        throw missing(call, "a handle", 0);
    }

    private static String text(RpcCall call, int index) throws SqlError {
        Object value = parameter(call, index);
        if (value instanceof String text) {
            return text;
        }
        if (value == null && index < call.parameters().size()) {
            return "";
        }
        throw missing(call, "a text", index);
    }

    private static @Nullable Object parameter(RpcCall call, int index) {
        return index < call.parameters().size()
                ? call.parameters().get(index).value().value()
                : null;
    }

    private static SqlError missing(RpcCall call, String what, int index) {
        return new SqlError(
                214,
                16,
                2,
                1,
                "Procedure " + call.procedure() + " expects " + what + " as parameter " + (index + 1) + ".");
    }
}
