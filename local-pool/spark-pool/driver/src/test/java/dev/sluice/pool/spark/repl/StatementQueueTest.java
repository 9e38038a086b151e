package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

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
        int id = queue.submit("a", new Echo() {
            @Override
            public Outcome run(int statement, String code) {
                queue.cancel(statement);
                while (stateOf(statement) == StatementState.Cancelling) {
                    Thread.onSpinWait();
                }
                seen.add(stateOf(statement));
                return Outcome.text("deaf");
            }

            @Override
            public void interrupt(Thread runner) {}
        });

        work.take().run();

        assertThat(seen.take()).isEqualTo(StatementState.Cancelled);
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

    private StatementState stateOf(int statement) {
        return Objects.requireNonNull(queue.statements(statement, 1)[0].state.get(), "state");
    }

    private StatementQueue queue(Thread runner) {
        Properties properties = new Properties();
        properties.setProperty("livy.rsc.retained-statements", "3");
        properties.setProperty("livy.rsc.job-cancel.trigger-interval", "100ms");
        properties.setProperty("livy.rsc.job-cancel.timeout", "3s");
        return new StatementQueue(
                new RSCConf(properties),
                work::add,
                runner,
                jobs,
                new JvmOutput(new ByteArrayOutputStream()),
                states::add);
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
        }

        @Override
        public double progress(int statement) {
            return 0.25;
        }
    }
}
