package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.livy.rsc.RSCConf;
import org.apache.livy.rsc.driver.Statement;
import org.apache.livy.rsc.driver.StatementState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementQueueTest {

    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final FakeJobs jobs = new FakeJobs();
    private final JvmOutput output = new JvmOutput(new ByteArrayOutputStream());
    private final StatementQueue queue = queue(Thread.currentThread());

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void statementsRunInTurnAndTheSessionIsIdleAfterTheLast() throws InterruptedException {
        int first = queue.submit("a", new Echo());
        int second = queue.submit("b", new Echo());
        assertThat(queue.statements(0, 10)).extracting(s -> s.state.get()).containsOnly(StatementState.Waiting);

        work.take().run();
        assertThat(states).containsExactly("busy");
        work.take().run();

        assertThat(states).containsExactly("busy", "busy", "idle");
        assertThat(List.of(first, second)).containsExactly(0, 1);
        Statement done = queue.statements(1, 1)[0];
        assertThat(done.state.get()).isEqualTo(StatementState.Available);
        assertThat(done.output).isEqualTo(Reply.of(1, Outcome.text("1 b")));
        assertThat(done.progress).isEqualTo(1.0);
        assertThat(done.completed).isGreaterThanOrEqualTo(done.started);
        assertThat(jobs.calls).containsExactly("enter 0", "leave", "enter 1", "leave");
    }

    @Test
    void onlySoManyStatementsAreKept() {
        for (int i = 0; i < 5; i++) {
            queue.submit("a", new Echo());
        }

        assertThat(queue.statements(0, Integer.MAX_VALUE)).extracting(s -> s.id).containsExactly(2, 3, 4);
    }

    @Test
    void anInterpreterThatBreaksFailsItsStatementOnly() throws InterruptedException {
        queue.submit("a", new Echo() {
            @Override
            public Outcome run(int statement, String code) {
                throw new IllegalStateException("broken");
            }
        });

        work.take().run();

        assertThat(queue.statements(0, 1)[0].output)
                .isEqualTo(
                        Reply.of(0, Outcome.Failure.of("Internal Error: java.lang.IllegalStateException", "broken")));
        assertThat(states).containsExactly("busy", "idle");
    }

    /** Scala code throws checked exceptions that Java does not know of. */
    @Test
    void whateverIsThrownEndsTheStatement() throws InterruptedException {
        for (Throwable thrown : new Throwable[] {
            new java.io.IOException("undeclared"), new StackOverflowError("deep"), new OutOfMemoryError("heap")
        }) {
            queue.submit("a", new Echo() {
                @Override
                public Outcome run(int statement, String code) {
                    output.write('!');
                    throw StatementQueueTest.<RuntimeException>asUndeclared(thrown);
                }
            });

            work.take().run();

            Statement statement = queue.statements(0, 10)[queue.statements(0, 10).length - 1];
            assertThat(statement.state.get()).isEqualTo(StatementState.Available);
            assertThat(statement.output)
                    .isEqualTo(Reply.of(
                            statement.id,
                            Outcome.Failure.of(
                                            "Internal Error: "
                                                    + thrown.getClass().getName(),
                                            String.valueOf(thrown.getMessage()))
                                    .after(Outcome.printed("!", ""))));
        }
        queue.submit("b", new Echo());
        work.take().run();
        assertThat(queue.statements(3, 1)[0].output).isEqualTo(Reply.of(3, Outcome.text("3 b")));
    }

    @Test
    void aCellThatStopsSparkKeepsItsOutcome() throws InterruptedException {
        jobs.stopped = true;
        queue.submit("a", new Echo() {
            @Override
            public Outcome run(int statement, String code) {
                queue.cancel(statement);
                return Outcome.text("stopped");
            }
        });

        work.take().run();

        assertThat(queue.statements(0, 1)[0].output).isEqualTo(Reply.of(0, Outcome.text("stopped")));
        assertThat(queue.statements(0, 1)[0].state.get()).isEqualTo(StatementState.Cancelled);
    }

    /** Livy's RPC carries 50 MB, and a session that sends more is lost. */
    @Test
    void whatDoesNotFitIntoOneMessageIsReplacedFromTheOldestOn() throws InterruptedException {
        for (String code : List.of("a".repeat(9_000_000), "b".repeat(6_000_000), "c".repeat(6_000_000))) {
            queue.submit(code, new Echo() {
                @Override
                public Outcome run(int statement, String text) {
                    return Outcome.text(text.substring(0, 3_000_000));
                }
            });
            work.take().run();
        }

        Statement[] all = queue.statements(0, 3);

        assertThat(all).extracting(s -> s.id).containsExactly(0, 1, 2);
        assertThat(all[2].code).hasSize(6_000_000);
        assertThat(all[2].output).isEqualTo(Reply.of(2, Outcome.text("c".repeat(3_000_000))));
        assertThat(all[1].code).hasSize(6_000_000);
        assertThat(all[1].output)
                .contains(
                        "\"ename\":\"OutputTooLong\"", "has 3000060 characters, Livy carries 999940: show less of it");
        assertThat(all[0].code).isEqualTo("a".repeat(1_000));
        assertThat(all[0].output).contains("\"ename\":\"OutputTooLong\"");
        assertThat(all[0].state.get()).isEqualTo(StatementState.Available);
        assertThat(all[0].completed).isPositive();
        // Alone it fits.
        assertThat(queue.statements(1, 1)[0].output).isEqualTo(Reply.of(1, Outcome.text("b".repeat(3_000_000))));
    }

    @Test
    void aWaitingStatementIsCancelledAndNeverRuns() throws InterruptedException {
        int id = queue.submit("a", new Echo());

        queue.cancel(id);
        queue.cancel(99);
        work.take().run();

        assertThat(queue.statements(0, 1)[0].state.get()).isEqualTo(StatementState.Cancelled);
        assertThat(jobs.calls).isEmpty();
    }

    @Test
    void aRunningStatementLosesItsJobsAndIsInterruptedOnce() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        int id = queue.submit("a", new Echo() {
            @Override
            public Outcome run(int statement, String code) {
                queue.cancel(statement);
                queue.cancel(statement);
                try {
                    assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return Outcome.text("heeded");
            }

            @Override
            public void interrupt(Thread runner) {
                interrupted.countDown();
            }
        });

        work.take().run();

        Statement statement = queue.statements(id, 1)[0];
        assertThat(statement.state.get()).isEqualTo(StatementState.Cancelled);
        assertThat(jobs.calls).contains("cancel 0");
    }

    @Test
    void codeThatDoesNotHeedIsCalledCancelledInTheEnd() throws InterruptedException {
        BlockingQueue<StatementState> seen = new LinkedBlockingQueue<>();
        BlockingQueue<String> outputs = new LinkedBlockingQueue<>();
        int id = queue.submit("a", new Echo() {
            @Override
            public Outcome run(int statement, String code) {
                queue.cancel(statement);
                while (stateOf(statement) == StatementState.Cancelling) {
                    Thread.onSpinWait();
                }
                seen.add(stateOf(statement));
                outputs.add(String.valueOf(queue.statements(statement, 1)[0].output));
                return Outcome.text("deaf");
            }

            @Override
            public ObjectNode printed() {
                return Outcome.printed("step 1\n", "");
            }

            @Override
            public void interrupt(Thread runner) {}
        });

        work.take().run();

        assertThat(seen.take()).isEqualTo(StatementState.Cancelled);
        assertThat(outputs.take())
                .isEqualTo(Reply.of(
                        0,
                        Outcome.Failure.of(
                                        "Cancelled",
                                        "The code does not heed the cancellation: it still runs, and the next"
                                                + " statement waits for its end")
                                .after(Outcome.printed("step 1\n", ""))));
        assertThat(queue.statements(id, 1)[0].output).isEqualTo(Reply.of(0, Outcome.text("deaf")));
        assertThat(queue.statements(id, 1)[0].state.get()).isEqualTo(StatementState.Cancelled);
    }

    @Test
    void aRunningStatementTellsItsProgress() throws InterruptedException {
        queue.submit("a", new Echo() {
            @Override
            public Outcome run(int statement, String code) {
                return Outcome.text(String.valueOf(queue.statements(statement, 1)[0].progress));
            }
        });

        work.take().run();

        assertThat(queue.statements(0, 1)[0].output).isEqualTo(Reply.of(0, Outcome.text("0.25")));
    }

    /** Livy's RPC copies a statement field by field: what it is given must not change meanwhile. */
    @Test
    void whatIsGivenOutOfARunningStatementDoesNotChangeWhenItEnds() throws InterruptedException {
        BlockingQueue<Statement> seen = new LinkedBlockingQueue<>();
        queue.submit("a", new Echo() {
            @Override
            public Outcome run(int statement, String code) {
                seen.add(queue.statements(statement, 1)[0]);
                return Outcome.text("done");
            }
        });

        work.take().run();

        Statement given = seen.take();
        assertThat(given.state.get()).isEqualTo(StatementState.Running);
        assertThat(given.output).isNull();
        assertThat(queue.statements(0, 1)[0].state.get()).isEqualTo(StatementState.Available);
        assertThat(queue.statements(0, 1)[0].output).isEqualTo(Reply.of(0, Outcome.text("done")));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T asUndeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private StatementState stateOf(int statement) {
        return Objects.requireNonNull(queue.statements(statement, 1)[0].state.get(), "state");
    }

    private StatementQueue queue(Thread runner) {
        Properties properties = new Properties();
        properties.setProperty("livy.rsc.retained-statements", "3");
        properties.setProperty("livy.rsc.job-cancel.trigger-interval", "100ms");
        properties.setProperty("livy.rsc.job-cancel.timeout", "3s");
        return new StatementQueue(new RSCConf(properties), work::add, runner, jobs, output, states::add);
    }

    private static class Echo implements Interpreter {
        @Override
        public Outcome run(int statement, String code) {
            return Outcome.text(statement + " " + code);
        }

        @Override
        public List<String> complete(String code, int cursor) {
            return List.of();
        }
    }

    private static final class FakeJobs implements Jobs {

        private final List<String> calls = new CopyOnWriteArrayList<>();
        private boolean stopped;

        @Override
        public void enter(int statement) {
            calls.add("enter " + statement);
        }

        @Override
        public void leave() {
            calls.add("leave");
        }

        @Override
        public void cancel(int statement) {
            calls.add("cancel " + statement);
            if (stopped) {
                throw new IllegalStateException("Cannot call methods on a stopped SparkContext");
            }
        }

        @Override
        public double progress(int statement) {
            return 0.25;
        }
    }
}
