package dev.sluice.connector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.recovery.Recovery;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Several drivers that add rows to one table, one transfer after the other, while connections are cut and drivers killed at
 * random. Afterwards each row is accounted for, and nothing is left.
 *
 * <p>{@code -Dsluice.soak=300} says how many transfers, from four drivers if they are a hundred or more;
 * {@code -Dsluice.soak.seed} repeats the choices of a run.
 */
final class SoakIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final CrashedTable TABLE = new CrashedTable(POOL);
    private static final WriteKind KIND = WriteKind.APPEND;
    private static final int TRANSFERS = Integer.getInteger("sluice.soak", 12);
    private static final int DRIVERS = TRANSFERS < 100 ? 2 : 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final long seed = Long.getLong("sluice.soak.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<DriverUnderTest> drivers = new ArrayList<>();

    /** A transfer of one row, and what its caller heard. */
    private record Sent(TransferId id, String row, String heard) {}

    @AfterEach
    void endsAll() throws IOException {
        POOL.sqlFaults().write(List.of());
        POOL.storageFaults().write(List.of());
        drivers.forEach(DriverUnderTest::kill);
        TABLE.clean();
    }

    @Test
    void accountsForEachRow() throws IOException {
        System.out.println("soak: -Dsluice.soak.seed=" + seed);
        KIND.prepare(POOL);
        for (int i = 0; i < DRIVERS; i++) {
            drivers.add(DriverUnderTest.start(POOL.sparks()));
        }
        List<Sent> sent = new ArrayList<>();
        while (sent.size() < TRANSFERS) {
            sent.addAll(round(sent.size()));
        }
        for (DriverUnderTest driver : drivers) {
            // A thread that is left would keep the process.
            driver.close();
        }
        TABLE.silenceDeadDrivers();
        Recovery recovery = Recovery.of(POOL.spark());
        recovery.collect(Duration.ZERO, false);

        List<String> expected = new ArrayList<>(List.of("1|old"));
        for (Sent each : sent) {
            if (isPublished(recovery, each)) {
                expected.add(each.row());
            }
        }
        assertThat(TABLE.rows().orElseThrow())
                .as("seed %s, %s", seed, sent)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(TABLE.leftBehind()).as("seed %s", seed).isEmpty();
        assertThat(openSessions()).as("seed %s", seed).isEmpty();
    }

    /** Has each driver write once, under one fault or none. */
    private List<Sent> round(int number) throws IOException {
        long from = POOL.sqlFaults().journalLength();
        boolean kills = random.nextInt(4) == 0;
        if (!kills) {
            cutSomething(number);
        }
        List<TransferId> ids = new ArrayList<>();
        for (int i = 0; i < drivers.size(); i++) {
            ids.add(Ending.anHourAgo());
            drivers.get(i).order("SELECT " + (100 + number + i) + " AS id, 'soak' AS name", KIND.request(ids.get(i)));
        }
        int victim = random.nextInt(drivers.size());
        if (kills) {
            killDuringAStatement(drivers.get(victim), from, 1 + random.nextInt(15 * drivers.size()));
        }
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < drivers.size(); i++) {
            sent.add(new Sent(
                    ids.get(i), (100 + number + i) + "|soak", drivers.get(i).heard()));
        }
        POOL.sqlFaults().write(List.of());
        POOL.storageFaults().write(List.of());
        if (kills) {
            drivers.set(victim, DriverUnderTest.start(POOL.sparks()));
        }
        return sent;
    }

    private void cutSomething(int number) throws IOException {
        Moment moment = random.nextBoolean() ? Moment.BEFORE : Moment.AFTER;
        FaultRule rule = FaultRule.of("soak " + number, new Fault.Cut(moment));
        switch (random.nextInt(3)) {
            case 0 ->
                POOL.sqlFaults()
                        .write(List.of(rule.where("application", "^Sluice$")
                                .where("kind", "^batch$")
                                .skipping(random.nextInt(25 * drivers.size()))));
            case 1 ->
                POOL.storageFaults()
                        .write(List.of(rule.skipping(random.nextInt(60 * drivers.size()))
                                .striking(1 + random.nextInt(4))));
            default -> {
                // A round without a fault.
            }
        }
    }

    private static void killDuringAStatement(DriverUnderTest driver, long from, int statement) throws IOException {
        long first =
                POOL.sqlFaults().await(from, SoakIT::isOfTransfer, PATIENCE).request();
        // Others ask too, so this is about that statement.
        POOL.sqlFaults()
                .await(from, entry -> isOfTransfer(entry) && entry.request() >= first + statement - 1, PATIENCE);
        driver.kill();
    }

    private static boolean isOfTransfer(JournalEntry entry) {
        return entry.event() == JournalEntry.Event.ARRIVED
                && "Sluice".equals(entry.attributes().get("application"));
    }

    private static boolean isPublished(Recovery recovery, Sent sent) {
        boolean recorded;
        try {
            TransferState state = recovery.status(sent.id()).transfers().get(0).state();
            assertThat(state).isIn(TransferState.PUBLISHED, TransferState.NOT_PUBLISHED);
            recorded = state == TransferState.PUBLISHED;
        } catch (TransferFailedException e) {
            assertThat(e.failure().code()).isEqualTo(ErrorCode.TRANSFER_NOT_FOUND);
            recorded = false;
        }
        if (!sent.heard().equals(DriverUnderTest.NOTHING) && !sent.heard().equals(ErrorCode.OUTCOME_UNKNOWN.name())) {
            assertThat(sent.heard().equals("published")).as("%s", sent).isEqualTo(recorded);
        }
        return recorded;
    }

    /** Returns the sessions of transfers, after those of ended processes had time to be noticed. */
    private static List<String> openSessions() {
        List<String> open = List.of();
        for (int i = 0; i < 100; i++) {
            open = POOL.query("SELECT session_id FROM sys.dm_pdw_exec_sessions WHERE app_name = 'Sluice'");
            if (open.isEmpty()) {
                return open;
            }
        }
        return open;
    }
}
