package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.livy.rsc.RSCConf;
import org.apache.livy.rsc.driver.Statement;
import org.apache.livy.rsc.driver.StatementState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session's statements, run one at a time.
 *
 * <pre>
 * waiting --> running --> available
 *    |           |
 *    |           +-----> cancelling --> cancelled
 *    +------------------------------------^
 * </pre>
 *
 * <p>Cancelling cancels the statement's Spark jobs again and again, as Livy does, until the code has ended. Livy leaves
 * it at that, and code that waits in the driver goes on; here the interpreter is also asked once to interrupt the code,
 * {@link #GRACE_MILLIS} later so that a job's own failure can come first. Code that stays deaf is called cancelled after
 * {@code livy.rsc.job-cancel.timeout}, though it still runs and holds the queue up: as in Livy. Its output then is an
 * error that says so, with what was printed until then.
 */
final class StatementQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatementQueue.class);

    /** How long a cancelled job has to end the code by itself, in milliseconds. */
    private static final long GRACE_MILLIS = 2_000;

    private static final Outcome.Failure DEAF = Outcome.Failure.of(
            "Cancelled",
            "The code does not heed the cancellation: it still runs, and the next statement waits for its end");

    private final Executor runner;
    private final Thread runnerThread;
    private final Jobs jobs;
    private final JvmOutput output;
    private final Consumer<String> onState;
    private final int retained;
    private final long cancelEveryMillis;
    private final long cancelTimeoutMillis;
    private final ScheduledExecutorService canceller = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "statement-cancel");
        thread.setDaemon(true);
        return thread;
    });

    private final TreeMap<Integer, Statement> statements = new TreeMap<>();
    private int nextId;

    private final Object interruptLock = new Object();

    /** Guarded by {@link #interruptLock}: what may be interrupted. */
    private @Nullable Running current;

    StatementQueue(
            RSCConf conf, Executor runner, Thread runnerThread, Jobs jobs, JvmOutput output, Consumer<String> onState) {
        this.runner = runner;
        this.runnerThread = runnerThread;
        this.jobs = jobs;
        this.output = output;
        this.onState = onState;
        this.retained = conf.getInt(RSCConf.Entry.RETAINED_STATEMENTS);
        this.cancelEveryMillis = conf.getTimeAsMs(RSCConf.Entry.JOB_CANCEL_TRIGGER_INTERVAL);
        this.cancelTimeoutMillis = conf.getTimeAsMs(RSCConf.Entry.JOB_CANCEL_TIMEOUT);
    }

    int submit(String code, Interpreter interpreter) {
        Statement statement;
        synchronized (statements) {
            statement = new Statement(nextId, code, StatementState.Waiting, null);
            statements.put(nextId, statement);
            nextId++;
            while (statements.size() > retained) {
                statements.pollFirstEntry();
            }
        }
        runner.execute(() -> run(statement, interpreter));
        return statement.id;
    }

    private void run(Statement statement, Interpreter interpreter) {
        if (statement.compareAndTransit(StatementState.Waiting, StatementState.Running)) {
            statement.started = System.currentTimeMillis();
            onState.accept("busy");
            statement.output = reply(statement, interpreter);
            if (isLast(statement)) {
                onState.accept("idle");
            }
        }
        statement.compareAndTransit(StatementState.Running, StatementState.Available);
        statement.compareAndTransit(StatementState.Cancelling, StatementState.Cancelled);
        statement.updateProgress(1.0);
        statement.completed = System.currentTimeMillis();
    }

    /** The boundary to the client: whatever breaks is told, because a statement without its end blocks the session. */
    private String reply(Statement statement, Interpreter interpreter) {
        Outcome outcome = outcome(statement, interpreter);
        try {
            return Reply.of(statement.id, outcome);
        } catch (Throwable e) {
            return Reply.of(statement.id, broken(statement, e));
        }
    }

    private Outcome outcome(Statement statement, Interpreter interpreter) {
        setCurrent(new Running(statement, interpreter));
        output.begin();
        try {
            jobs.enter(statement.id);
            return interpreter.run(statement.id, statement.code);
        } catch (Throwable e) {
            // Not only what Java knows of: Scala code throws checked exceptions that it does not declare.
            return broken(statement, e).after(Outcome.printed(output.drain(), ""));
        } finally {
            setCurrent(null);
            output.end();
            leave(statement);
        }
    }

    private static Outcome.Failure broken(Statement statement, Throwable e) {
        LOG.error("Statement {} broke its interpreter", statement.id, e);
        return Outcome.Failure.of("Internal Error: " + e.getClass().getName(), String.valueOf(e.getMessage()));
    }

    private void leave(Statement statement) {
        try {
            jobs.leave();
            if (statement.state.get() == StatementState.Cancelling) {
                // An interrupted statement may have started a job that nothing waits for any more.
                jobs.cancel(statement.id);
            }
        } catch (RuntimeException e) {
            // A cell may have stopped Spark; its own outcome is what counts.
            LOG.warn("The jobs of statement {} are out of reach", statement.id, e);
        }
    }

    /** An interrupt that came too late must not hit what the thread does next. */
    @SuppressWarnings("ReturnValueIgnored") // It is called to clear the flag.
    private void setCurrent(@Nullable Running running) {
        synchronized (interruptLock) {
            current = running;
            Thread.interrupted();
        }
    }

    private boolean isLast(Statement statement) {
        synchronized (statements) {
            return statement.id == nextId - 1;
        }
    }

    void cancel(int id) {
        Statement statement;
        synchronized (statements) {
            statement = statements.get(id);
        }
        if (statement == null || statement.compareAndTransit(StatementState.Waiting, StatementState.Cancelled)) {
            return;
        }
        if (statement.compareAndTransit(StatementState.Running, StatementState.Cancelling)) {
            LOG.info("Cancelling statement {}", id);
            canceller.execute(() -> cancelAgain(statement, 0, false));
        }
    }

    private void cancelAgain(Statement statement, long waitedMillis, boolean interrupted) {
        if (statement.state.get() != StatementState.Cancelling) {
            return;
        }
        if (waitedMillis > cancelTimeoutMillis) {
            LOG.warn("Statement {} does not heed its cancellation: its code still runs", statement.id);
            tellDeaf(statement);
            statement.compareAndTransit(StatementState.Cancelling, StatementState.Cancelled);
            statement.completed = System.currentTimeMillis();
            return;
        }
        try {
            jobs.cancel(statement.id);
        } catch (RuntimeException e) {
            // A cell may have stopped Spark, and its code can be interrupted all the same.
            LOG.warn("The jobs of statement {} are out of reach", statement.id, e);
        }
        boolean interruptNow = !interrupted && waitedMillis >= GRACE_MILLIS;
        if (interruptNow) {
            interrupt(statement);
        }
        var unused = canceller.schedule(
                () -> cancelAgain(statement, waitedMillis + cancelEveryMillis, interrupted || interruptNow),
                cancelEveryMillis,
                TimeUnit.MILLISECONDS);
    }

    /** What is told now is replaced by the outcome of the code, should that ever end. */
    private void tellDeaf(Statement statement) {
        Running running;
        synchronized (interruptLock) {
            running = current;
        }
        if (running != null && running.statement() == statement) {
            ObjectNode printed = running.interpreter().printed();
            synchronized (interruptLock) {
                if (running.equals(current)) {
                    statement.output = Reply.of(statement.id, DEAF.after(printed));
                }
            }
        }
    }

    private void interrupt(Statement statement) {
        synchronized (interruptLock) {
            Running running = current;
            if (running != null && running.statement() == statement) {
                LOG.info("Interrupting the code of statement {}", statement.id);
                running.interpreter().interrupt(runnerThread);
            }
        }
    }

    /**
     * Returns the kept statements among {@code size} from number {@code from} on, as they are now, as far as one message
     * carries them ({@link Carried}).
     */
    Statement[] statements(int from, int size) {
        Statement[] found;
        synchronized (statements) {
            int end = (int) Math.min(Integer.MAX_VALUE, (long) from + size);
            found = statements.subMap(from, end).values().toArray(new Statement[0]);
        }
        Statement[] now = new Statement[found.length];
        for (int i = 0; i < found.length; i++) {
            now[i] = snapshot(found[i]);
        }
        return Carried.of(now);
    }

    /**
     * Copies a statement that another thread may be ending. The state is read first: when it says that the statement is
     * over, the output is there. Livy's RPC reads the fields in the order of their names, output before state, and could
     * send a statement that is available and has no output.
     */
    private Statement snapshot(Statement statement) {
        StatementState state = statement.state.get();
        Statement copy = new Statement(statement.id, statement.code, state, statement.output);
        copy.started = statement.started;
        copy.completed = statement.completed;
        copy.updateProgress(state == StatementState.Running ? jobs.progress(statement.id) : 0.0);
        return copy;
    }

    @Override
    public void close() {
        canceller.shutdownNow();
    }

    private record Running(Statement statement, Interpreter interpreter) {}
}
