package dev.sluice.connector.context;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.StatementWatch;
import dev.sluice.connector.spark.CancelWatch;
import dev.sluice.transfer.ErrorCode;
import java.sql.SQLException;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody's wish that one transfer ends, and what comes of it.
 *
 * <pre>
 * HEEDED ─► the statement that runs is cancelled, and no other step begins
 *    ├─ {@link #pointOfNoReturn} ─► NOTED    the transfer goes on to its end
 *    └─ {@link #shield} ──────────► IGNORED  what it made is being taken away
 * </pre>
 *
 * <p>It is asked for by the job group of the transfer's thread ({@link CancelWatch}), or by an interrupt of the thread that
 * waits for the transfer ({@link TransferThread}). May be asked from any thread.
 */
public final class Cancellation implements StatementWatch, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    private enum State {
        HEEDED,
        NOTED,
        IGNORED
    }

    private final CancelWatch watch;
    private State state = State.HEEDED;
    private boolean requested;
    private @Nullable Cancel running;

    private Cancellation(SparkContext context) {
        this.watch = CancelWatch.of(context, this::request);
    }

    /** Makes the cancellation of the transfer that the calling thread runs. */
    public static Cancellation of(SparkContext context) {
        return new Cancellation(context);
    }

    /** Asks for the end of the transfer. To ask again reaches a statement that was about to begin. */
    public synchronized void request() {
        if (state == State.IGNORED) {
            return;
        }
        requested = true;
        if (state == State.HEEDED && running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                LOG.warn("The SQL pool could not be told to end a statement", e);
            }
        }
    }

    /**
     * Ends the transfer if somebody has asked for it.
     *
     * @throws TransferFailedException of {@link ErrorCode#CANCELLED}
     */
    public synchronized void check() {
        if (requested && state == State.HEEDED) {
            throw TransferFailedException.of(
                    ErrorCode.CANCELLED,
                    "The transfer was cancelled",
                    "It was cancelled between two steps",
                    "Run the cell again when you like");
        }
    }

    /**
     * Says that the next step cannot be taken back: from here on a wish is noted.
     *
     * @throws TransferFailedException of {@link ErrorCode#CANCELLED} if somebody has asked for the end before
     */
    public synchronized void pointOfNoReturn() {
        check();
        state = State.NOTED;
    }

    /** Says that what comes now finds out what has become of the transfer, or takes away what it made. */
    public synchronized void shield() {
        state = State.IGNORED;
    }

    /** Returns whether somebody has asked for the end. */
    public synchronized boolean isRequested() {
        return requested;
    }

    @Override
    public Turn begin(Cancel statement) {
        CancelWatch.Wait wait = beginWait(statement);
        return () -> {
            ended();
            wait.close();
        };
    }

    private synchronized CancelWatch.Wait beginWait(Cancel statement) {
        check();
        running = statement;
        // Who has asked once need not be heard again.
        return requested || state == State.IGNORED ? () -> {} : watch.begin();
    }

    private synchronized void ended() {
        running = null;
    }

    @Override
    public void close() {
        watch.close();
    }
}
