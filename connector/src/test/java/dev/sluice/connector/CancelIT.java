package dev.sluice.connector;

import static dev.sluice.connector.CancelledCall.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.crash.CrashedTable;
import dev.sluice.connector.crash.WriteKind;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A cancel of the job group, at every statement of every kind of write and in its Spark jobs: it ends what can be ended, and
 * what is heard agrees with what is there. Nothing is left: no object, file, thread or job.
 */
final class CancelIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final CrashedTable CRASHED = new CrashedTable(POOL);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Counted down by the user's function, which travels to the executor: this JVM. */
    private static volatile CountDownLatch computing = new CountDownLatch(1);

    /** Waited for by the user's function after it was killed. */
    private static volatile CountDownLatch released = new CountDownLatch(0);

    @AfterEach
    void switchesOff() throws IOException {
        POOL.sqlFaults().write(List.of());
        CRASHED.clean();
    }

    /** The first statement of a write that a cancel does not end. */
    private static String pointOfNoReturn(WriteKind kind) {
        return switch (kind) {
            case CREATE -> "RENAME OBJECT [dbo].[sluice_";
            case APPEND, APPEND_VERIFIED -> "COMMIT TRANSACTION";
            case REPLACE_ROWS -> "ALTER TABLE [dbo].[sluice_";
            case REPLACE_TABLE -> "RENAME OBJECT [dbo].[crashed]";
            case CREATE_EXTERNAL -> "CREATE EXTERNAL TABLE [dbo].[crashed]";
            case REPLACE_EXTERNAL -> "DROP EXTERNAL TABLE [dbo].[crashed]";
            // The storage has moved the folder: the SQL pool is asked for nothing but to clean up.
            case APPEND_EXTERNAL -> "DROP EXTERNAL TABLE [dbo].[sluice_";
        };
    }

    @ParameterizedTest
    @EnumSource(WriteKind.class)
    void aCancelledStatementLeavesTheTargetOldOrNew(WriteKind kind) throws Exception {
        List<String> heard = new ArrayList<>();
        List<String> contradictions = new ArrayList<>();
        String firstPublished = "";
        // What follows a publication takes away what was made, and hears of no cancel.
        while (!heard.contains("published")) {
            kind.prepare(POOL);
            String rule = pause(heard.size(), "^(?!SELECT)");
            String outcome;
            try (CancelledCall<String> write = CancelledCall.start(POOL.spark(), () -> heard(kind))) {
                firstPublished = awaitPaused(rule);
                outcome = write.cancel(CancelIT::letGo);
            }
            heard.add(outcome);
            contradiction(kind, outcome)
                    .ifPresent(
                            wrong -> contradictions.add(kind + ", statement " + heard.size() + " cancelled: " + wrong));
            CRASHED.clean();
        }

        assertThat(contradictions).isEmpty();
        assertThat(firstPublished).startsWith(pointOfNoReturn(kind));
        assertThat(heard).hasSizeGreaterThan(3);
        assertThat(heard.subList(0, heard.size() - 1)).containsOnly("CANCELLED");
    }

    @Test
    void tellsTheServerToEndTheStatement() throws Exception {
        String load = pause(0, "^CREATE TABLE .* AS");

        try (CancelledCall<TransferFailure> write = CancelledCall.start(
                POOL.spark(),
                () -> WriteCell.of("SELECT 1 AS id", "dbo.crashed").failure())) {
            assertThat(awaitPaused(load)).startsWith("CREATE TABLE");
            TransferFailure failure = write.cancel();

            assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(failure.what()).isEqualTo("The transfer was cancelled");
            assertThat(failure.why()).isEqualTo("The SQL pool was told to end the statement that it ran");
            assertThat(failure.fix())
                    .isEqualTo(
                            "Nothing was written: [dbo].[crashed] has the rows that it had. Run the cell again when you like");
            assertThat(write.jobs().descriptions()).contains(WAITING);
        }
        assertThat(POOL.sqlFaults().journal())
                .anyMatch(entry -> entry.rule().equals(load) && entry.event() == JournalEntry.Event.CANCELLED);
        assertNothingIsLeft();
    }

    @Test
    void saysThatTheCancelCameTooLate() throws Exception {
        String publish = pause(0, "^RENAME OBJECT");

        try (CancelledCall<TransferReceipt> write = CancelledCall.start(
                POOL.spark(),
                () -> WriteCell.of("SELECT 1 AS id", "dbo.crashed").receipt())) {
            awaitPaused(publish);
            TransferReceipt receipt = write.cancel(CancelIT::letGo);

            assertThat(receipt.warnings())
                    .containsExactly("The cancel came after the point of no return: the rows are in [dbo].[crashed]");
        }
        assertThat(POOL.query("SELECT id FROM dbo.crashed")).containsExactly("1");
        assertNothingIsLeft();
    }

    @Test
    void endsTheJobThatWaitsWithTheStatement() throws Exception {
        String slow = pause(0, "^RENAME OBJECT");

        try (CancelledCall<TransferReceipt> write = CancelledCall.start(
                POOL.spark(),
                () -> WriteCell.of("SELECT 1 AS id", "dbo.crashed").receipt())) {
            awaitPaused(slow);
            write.jobs().awaitStarted(WAITING);
            letGo();

            assertThat(write.get().warnings()).isEmpty();
            write.jobs().awaitQuiet();
            assertThat(write.jobs().hasEnded(WAITING)).isTrue();
        }
    }

    @Test
    void endsTheSparkJobThatStages() throws Exception {
        POOL.sql("CREATE TABLE dbo.crashed (id bigint)", "INSERT INTO dbo.crashed VALUES (7)");
        registerEndlessFunction();

        try (CancelledCall<TransferFailure> write = CancelledCall.start(
                POOL.spark(),
                () -> WriteCell.of("SELECT compute_until_killed(id) AS id FROM range(1)", "dbo.crashed")
                        .mode(SaveMode.OVERWRITE)
                        .failure())) {
            computing.await();
            TransferFailure failure = write.cancel();

            assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(failure.why()).isEqualTo("A Spark job of it was cancelled");
            assertThat(failure.fix())
                    .isEqualTo(
                            "Nothing was written: [dbo].[crashed] has the rows that it had. Run the cell again when you like");
        }
        assertThat(POOL.query("SELECT id FROM dbo.crashed")).containsExactly("7");
        assertNothingIsLeft();
    }

    /** The second partition: its file is made when its first row is there, and the folder with it. */
    @Test
    void deletesTheFolderWhenTheTasksThatWriteIntoItHaveEnded() throws Exception {
        registerEndlessFunction();
        released = new CountDownLatch(1);

        try (CancelledCall<ErrorCode> write = CancelledCall.start(
                POOL.spark(),
                () -> WriteCell.of("SELECT compute_until_killed(id) AS id FROM range(0, 2, 1, 2)", "dbo.crashed")
                        .failure()
                        .code())) {
            computing.await();

            assertThat(write.cancel(released::countDown)).isEqualTo(ErrorCode.CANCELLED);
            assertThat(released.getCount())
                    .as("the write ended before its tasks")
                    .isZero();
        } finally {
            released.countDown();
        }
        assertNothingIsLeft();
    }

    @Test
    void takesAnInterruptOfTheThreadForACancel() throws Exception {
        String load = pause(0, "^CREATE TABLE .* AS");

        try (CancelledCall<List<Object>> write = CancelledCall.start(POOL.spark(), () -> {
            TransferFailure failure =
                    WriteCell.of("SELECT 1 AS id", "dbo.crashed").failure();
            return List.of(failure.code(), Thread.currentThread().isInterrupted());
        })) {
            awaitPaused(load);
            write.thread().interrupt();

            assertThat(write.get()).containsExactly(ErrorCode.CANCELLED, true);
        }
        assertNothingIsLeft();
    }

    /** Nobody cancels a job group: the interrupt is all there is. */
    @Test
    void takesAnInterruptWhileSparkStagesForACancel() throws Exception {
        registerEndlessFunction();

        try (CancelledCall<ErrorCode> write = CancelledCall.start(
                POOL.spark(),
                () -> WriteCell.of("SELECT compute_until_killed(id) AS id FROM range(1)", "dbo.crashed")
                        .failure()
                        .code())) {
            computing.await();
            write.thread().interrupt();

            assertThat(write.get()).isEqualTo(ErrorCode.CANCELLED);
        }
        assertNothingIsLeft();
    }

    @Test
    void endsAQueryAndARead() throws Exception {
        POOL.sql("CREATE TABLE dbo.crashed (id int)");
        String queryHeld = pause(0, "^SELECT .*crashed.*LABEL|^SELECT id FROM dbo.crashed");
        try (CancelledCall<TransferFailure> query = CancelledCall.start(
                POOL.spark(), () -> Cell.failure(POOL.spark(), Cell.query("SELECT id FROM dbo.crashed")))) {
            awaitPaused(queryHeld);
            assertThat(query.cancel().code()).isEqualTo(ErrorCode.CANCELLED);
        }
        String readHeld = pause(0, "^CREATE EXTERNAL TABLE .* AS");
        try (CancelledCall<TransferFailure> read = CancelledCall.start(
                POOL.spark(), () -> Cell.failure(POOL.spark(), Cell.readTable("dbo.crashed", "v", null)))) {
            awaitPaused(readHeld);
            assertThat(read.cancel().code()).isEqualTo(ErrorCode.CANCELLED);
        }
        assertNothingIsLeft();
    }

    @Test
    void saysWhatBecameOfStatements() throws Exception {
        POOL.sql("CREATE TABLE dbo.crashed (id int)", "INSERT INTO dbo.crashed VALUES (1)");
        String runHeld = pause(0, "^DELETE");

        try (CancelledCall<TransferFailure> run = CancelledCall.start(
                POOL.spark(),
                () -> Cell.failure(
                        POOL.spark(),
                        Cell.run("UPDATE dbo.crashed SET id = 2; DELETE FROM dbo.crashed; SELECT 1 AS a")))) {
            awaitPaused(runHeld);
            TransferFailure failure = run.cancel();

            assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            assertThat(failure.what())
                    .isEqualTo("Whether statement 2 of 3 took effect is not known, at line 1: DELETE FROM dbo.crashed");
            assertThat(failure.why())
                    .isEqualTo("The transfer was cancelled: The SQL pool was told to end the statement that it ran."
                            + " Statement 1 took effect; statement 3 did not run");
            assertThat(failure.fix()).isEqualTo("Look at what it changes, by %%sqlpool query, before you run it again");
        }
        assertThat(POOL.query("SELECT id FROM dbo.crashed")).containsExactly("2");
    }

    private static void registerEndlessFunction() {
        computing = new CountDownLatch(1);
        released = new CountDownLatch(0);
        POOL.spark()
                .udf()
                .register(
                        "compute_until_killed",
                        (UDF1<Long, Long>) id -> {
                            computing.countDown();
                            TaskContext task = TaskContext.get();
                            while (!task.isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            released.await();
                            return id;
                        },
                        DataTypes.LongType);
    }

    /** Writes, and returns {@code published} or the code of the failure. */
    private static String heard(WriteKind kind) {
        try {
            kind.write(POOL, TransferId.create());
            return "published";
        } catch (TransferFailedException e) {
            return e.failure().code().name();
        }
    }

    private static Optional<String> contradiction(WriteKind kind, String heard) {
        Optional<List<String>> now = CRASHED.rows();
        Optional<List<String>> told = heard.equals("published") ? Optional.of(kind.after()) : kind.before();
        if (!now.equals(told)) {
            return Optional.of("heard " + heard + ", but readers see " + now);
        }
        List<String> left = CRASHED.leftBehind();
        return left.isEmpty() ? Optional.empty() : Optional.of("heard " + heard + ", left " + left);
    }

    private static void assertNothingIsLeft() {
        assertThat(POOL.leftInPool()).isEmpty();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    /** Holds up a statement of a transfer, and returns the name of the rule. */
    private static String pause(int skip, String text) throws IOException {
        String rule = UUID.randomUUID().toString();
        POOL.sqlFaults()
                .write(List.of(FaultRule.of(rule, new Fault.Pause(Moment.BEFORE))
                        .where("application", "^Sluice$")
                        .where("kind", "batch")
                        .where("text", text)
                        .skipping(skip)));
        return rule;
    }

    /** Waits until a statement is held up, and returns it. */
    private static String awaitPaused(String rule) throws IOException {
        JournalEntry paused = POOL.sqlFaults()
                .await(entry -> entry.rule().equals(rule) && entry.event() == JournalEntry.Event.PAUSED, PATIENCE);
        return POOL.sqlFaults().journal().stream()
                .filter(entry -> entry.request() == paused.request() && entry.event() == JournalEntry.Event.ARRIVED)
                .findFirst()
                .orElseThrow()
                .attributes()
                .getOrDefault("text", "");
    }

    private static void letGo() {
        try {
            POOL.sqlFaults().write(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
