package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.ConnectionCutException;
import dev.sluice.pool.sql.session.Exhaustion;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.tds.packet.Message;
import dev.sluice.pool.sql.tds.packet.MessageType;
import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.request.BulkLoad;
import dev.sluice.pool.sql.tds.request.InsertBulk;
import dev.sluice.pool.sql.tds.request.RpcCall;
import dev.sluice.pool.sql.tds.request.SqlBatch;
import dev.sluice.pool.sql.tds.request.TransactionRequest;
import dev.sluice.pool.sql.tds.token.Done;
import dev.sluice.pool.sql.tds.token.EnvironmentChange;
import dev.sluice.pool.sql.tds.token.ServerMessage;
import dev.sluice.pool.sql.tds.value.UnsupportedTypeException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Executes the requests of a logged-in client, one after the other.
 *
 * <pre>
 * request                      ->  answer
 * request .. attention         ->  answer cut off, ended by DONE(error)  then  DONE(attention)
 * attention (nothing runs)     ->  DONE(attention)
 * request taken back           ->  DONE(error)
 * </pre>
 */
final class Requests {

    private final Inbox inbox;
    private final MessageWriter out;
    private final TdsVersion version;
    private final SqlSession session;
    private final Cancellation cancellation;
    private final Transactions transactions;
    private final ProcedureCalls procedures;
    private @Nullable InsertBulk announced;

    Requests(
            Inbox inbox,
            MessageWriter out,
            TdsVersion version,
            SqlSession session,
            RequestRoom room,
            Cancellation cancellation) {
        this.inbox = inbox;
        this.out = out;
        this.version = version;
        this.session = session;
        this.cancellation = cancellation;
        transactions = new Transactions(session);
        procedures = new ProcedureCalls(session, room);
    }

    /** Runs until the connection ends, which is an {@link IOException}, or an error was too severe to go on. */
    void run() throws IOException {
        boolean fatal = false;
        while (!fatal) {
            fatal = handleNext();
        }
    }

    private boolean handleNext() throws IOException {
        Answer answer = new Answer(out, version);
        boolean fatal = handle(inbox.next(), answer);
        // Before the client knows the end and sends another; no frame holds the request any more.
        inbox.done();
        answer.end();
        return fatal;
    }

    private boolean handle(Message message, Answer answer) throws IOException {
        if (message.type() == MessageType.ATTENTION) {
            cancellation.answered();
            answer.done(Done.attention());
            return false;
        }
        boolean fatal = false;
        if (message.isTakenBack()) {
            answer.done(Done.failed(Done.Kind.STATEMENT));
        } else {
            if (message.asksForReset()) {
                reset(answer);
            }
            fatal = dispatch(message, answer);
        }
        if (cancellation.isWanted()) {
            answer.done(Done.failed(Done.Kind.STATEMENT));
        }
        return fatal;
    }

    private void reset(Answer answer) {
        String before = session.database();
        session.reset();
        procedures.reset();
        answer.add(EnvironmentChange.reset());
        if (!session.database().equals(before)) {
            answer.add(EnvironmentChange.database(session.database(), before));
        }
        transactions.tell(answer, true);
    }

    private boolean dispatch(Message message, Answer answer) throws ProtocolException {
        if (!message.kept()) {
            announced = null;
            answer.add(ServerMessage.of(Exhaustion.outOfMemory(1)));
            answer.done(Done.failed(Done.Kind.STATEMENT));
            return false;
        }
        WireReader body = message.body();
        return switch (message.type()) {
            case SQL_BATCH -> batch(SqlBatch.read(body), answer);
            case RPC -> procedures(body, answer);
            case TRANSACTION_MANAGER -> transaction(TransactionRequest.read(body), answer);
            case BULK_LOAD -> bulkLoad(body, answer);
            default -> throw new ProtocolException("A message of type " + message.type() + " after the login");
        };
    }

    private boolean batch(SqlBatch batch, Answer answer) {
        Optional<InsertBulk> bulk = InsertBulk.of(batch.text());
        if (bulk.isPresent()) {
            announced = bulk.get();
            return false;
        }
        StatementSink sink = new StatementSink(answer, Done.Kind.STATEMENT, session, cancellation);
        execute(sink, () -> session.execute(batch.text(), List.of(), sink));
        CallScope.endOfBatch(session, batch.text());
        transactions.tell(answer, sink.failed());
        return sink.fatal();
    }

    private boolean procedures(WireReader body, Answer answer) throws ProtocolException {
        try {
            for (RpcCall call : RpcCall.readAll(body)) {
                StatementSink sink = new StatementSink(answer, Done.Kind.STATEMENT_IN_PROCEDURE, session, cancellation);
                execute(sink, () -> procedures.call(call, answer, sink));
                transactions.tell(answer, sink.failed());
                if (sink.fatal() || cancellation.isWanted()) {
                    return sink.fatal();
                }
            }
        } catch (UnsupportedTypeException e) {
            answer.add(new ServerMessage(8009, 1, 16, String.valueOf(e.getMessage()), 1));
            answer.done(Done.failed(Done.Kind.PROCEDURE));
        }
        return false;
    }

    /** The boundary at which a fault of the engine becomes an error that the client sees and the log explains. */
    private void execute(StatementSink sink, Runnable statement) {
        try {
            cancellation.run(statement);
        } catch (ConnectionCutException e) {
            throw e;
        } catch (RuntimeException e) {
            TdsServer.LOG.log(Level.ERROR, "A statement failed by a fault of the local SQL pool", e);
            sink.error(new SqlError(50000, 17, 1, 1, "Internal error of the local SQL pool: " + e));
        }
    }

    private boolean transaction(TransactionRequest request, Answer answer) {
        try {
            transactions.handle(request, answer);
        } catch (SqlError e) {
            answer.add(ServerMessage.of(e));
            answer.done(Done.failed(Done.Kind.STATEMENT));
            transactions.tell(answer, true);
        }
        return false;
    }

    private boolean bulkLoad(WireReader body, Answer answer) throws ProtocolException {
        InsertBulk target = announced;
        announced = null;
        if (target == null) {
            throw new ProtocolException("A bulk load without the INSERT BULK that says where to");
        }
        try {
            BulkInsert insert = new BulkInsert(session, target, BulkLoad.read(body));
            answer.done(Done.changed(Done.Kind.STATEMENT, insert.run(cancellation)));
        } catch (SqlError e) {
            answer.add(ServerMessage.of(e));
            answer.done(Done.failed(Done.Kind.STATEMENT));
        } catch (UnsupportedTypeException e) {
            answer.add(new ServerMessage(8009, 1, 16, String.valueOf(e.getMessage()), 1));
            answer.done(Done.failed(Done.Kind.STATEMENT));
        }
        return false;
    }
}
