package dev.sluice.pool.sql.fault;

import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.Faults;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.pool.identity.fault.Passage;
import dev.sluice.pool.sql.session.ConnectionCutException;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Redaction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of one session are struck.
 *
 * <pre>
 * arrived ─► [pause before | during] ─► cut | fail | executed ─► [pause after] ─► cut | fail | answered
 *                       │ cancelled: the end, without a result
 * cut during: cut, and executed all the same
 * </pre>
 *
 * <p>Invariant: a request that is struck before is never executed, one that is struck after is executed whole, and its
 * client has then heard nothing of it.
 */
final class Gate {

    private final Faults faults;
    private final Map<String, String> session;
    private final Background background;
    private volatile boolean cancelled;
    private volatile boolean deaf;
    private volatile boolean abandoned;

    /** What a request is for. */
    @FunctionalInterface
    interface Work {
        void run(ResultSink sink) throws SqlError;
    }

    /** Who executes what goes on without a client, and ends its session afterwards. */
    @FunctionalInterface
    interface Background {
        void run(Runnable work);
    }

    Gate(Faults faults, Map<String, String> session, Background background) {
        this.faults = faults;
        this.session = Map.copyOf(session);
        this.background = background;
    }

    /** Takes a cancellation; false if the session must not hear of it. */
    boolean cancel() {
        if (deaf) {
            return false;
        }
        cancelled = true;
        return true;
    }

    /** Whether a request goes on without the client, and ends the session. */
    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Lets a request through, or not.
     *
     * @throws ConnectionCutException if the client is to hear nothing more
     * @throws SqlError the error of a rule, or that of the work
     */
    void pass(String kind, String text, ResultSink sink, Work work) throws SqlError {
        cancelled = false;
        deaf = false;
        Map<String, String> request = new HashMap<>(session);
        request.put("kind", kind);
        request.put("text", Redaction.of(text));
        Passage passage = faults.arrive(request);
        Fault fault = passage.fault().orElse(null);
        deaf = fault != null && fault.moment() == Moment.DURING;
        if (fault instanceof Fault.Pause && fault.moment() != Moment.AFTER) {
            fault = passage.pause(() -> cancelled).orElse(null);
            if (cancelled) {
                return;
            }
        }
        if (fault == null) {
            throwIf(execute(passage, work, sink));
        } else if (fault.moment() == Moment.DURING) {
            throw abandon(passage, work);
        } else if (fault.moment() == Moment.BEFORE) {
            throw strike(passage, fault);
        } else {
            executeAndStrike(passage, fault, work, sink);
        }
        deaf = false;
    }

    private void executeAndStrike(Passage passage, Fault after, Work work, ResultSink sink) throws SqlError {
        WithheldAnswer answer = new WithheldAnswer();
        SqlError refused = execute(passage, work, answer);
        @Nullable Fault fault =
                after instanceof Fault.Pause ? passage.pause(() -> cancelled).orElse(null) : after;
        if (fault != null) {
            throw strike(passage, fault);
        }
        throwIf(refused);
        answer.release(sink);
    }

    private ConnectionCutException abandon(Passage passage, Work work) {
        abandoned = true;
        passage.cut();
        // What comes of it stands in the journal; there is nobody else to tell.
        background.run(() -> execute(passage, work, new WithheldAnswer()));
        return new ConnectionCutException();
    }

    /** Returns the error that the work was refused with, if it was. */
    private static @Nullable SqlError execute(Passage passage, Work work, ResultSink sink) {
        ObservedSink observed = new ObservedSink(sink);
        try {
            work.run(observed);
        } catch (SqlError e) {
            passage.executed(Map.of("error", Integer.toString(e.number())));
            return e;
        }
        passage.executed(observed.result());
        return null;
    }

    private static void throwIf(@Nullable SqlError refused) throws SqlError {
        if (refused != null) {
            throw refused;
        }
    }

    private static ConnectionCutException strike(Passage passage, Fault fault) throws SqlError {
        if (fault instanceof Fault.Fail fail) {
            passage.failed();
            throw new SqlError(fail.code(), 16, 1, 1, fail.message());
        }
        passage.cut();
        return new ConnectionCutException();
    }
}
