package dev.sluice.connector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.recovery.Recovery;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultFolder;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Drivers that are killed after each step of the ledger and after each statement that publishes, and those who find what they
 * leave: somebody who asks to resume, who collects, who writes the same table, and who writes the same again.
 *
 * <p>A run kills one driver of each kind of write; {@code -Dsluice.matrix=whole} kills one at every step.
 */
final class KilledDriverIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final CrashedTable TABLE = new CrashedTable(POOL);
    private static final Ending ENDING = new Ending(POOL, TABLE);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String KILLED = "when the driver is killed";
    private static final String ENDED = "after resume, gc, the next write of the table, or the same write again";
    private static final Matrix MATRIX = new Matrix("killed drivers", List.of(KILLED, ENDED));

    private static final Set<Step> PUBLISHING = EnumSet.of(
            Step.BEGIN,
            Step.INSERT,
            Step.COMMIT,
            Step.RENAME_ASIDE,
            Step.RENAME,
            Step.SWITCH,
            Step.DROP_TARGET,
            Step.DEFINE);

    /** Where the driver is killed in a run that is not whole: where most is at stake. */
    private static final Map<WriteKind, Step> CHOICE = Map.of(
            WriteKind.CREATE, Step.RENAME,
            WriteKind.APPEND, Step.COMMIT,
            WriteKind.APPEND_VERIFIED, Step.INSERT,
            WriteKind.REPLACE_ROWS, Step.SWITCH,
            WriteKind.REPLACE_TABLE, Step.RENAME_ASIDE,
            WriteKind.CREATE_EXTERNAL, Step.LEDGER,
            WriteKind.APPEND_EXTERNAL, Step.MOVE,
            WriteKind.REPLACE_EXTERNAL, Step.DROP_TARGET);

    /** Who finds what a dead driver has left. */
    private enum Finder {
        RESUME,
        COLLECT,
        NEXT_WRITE,
        SAME_WRITE
    }

    /** A moment to kill a driver at: after the effect of the request that the rule pauses. */
    private record Point(Step step, FaultFolder service, FaultRule rule) {}

    private static DriverUnderTest spare;

    @AfterEach
    void switchesOff() throws IOException {
        POOL.sqlFaults().write(List.of());
        POOL.storageFaults().write(List.of());
        TABLE.clean();
    }

    @AfterAll
    static void theDocumentSaysWhatWasFound() throws IOException {
        if (spare != null) {
            spare.kill();
        }
        MATRIX.settle();
    }

    @ParameterizedTest
    @EnumSource(WriteKind.class)
    void whatADeadDriverLeftComesToItsEnd(WriteKind kind) throws IOException {
        List<Point> points = points(kind);
        List<String> contradictions = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Finder finder = Finder.values()[(kind.number() + i) % Finder.values().length];
            try {
                killAt(points.get(i), kind, finder);
            } catch (AssertionError | RuntimeException e) {
                contradictions.add(points.get(i).rule().name() + ", then " + finder + ": " + e.getMessage());
            }
            TABLE.clean();
        }

        assertThat(contradictions).isEmpty();
    }

    private static void killAt(Point point, WriteKind kind, Finder finder) throws IOException {
        kind.prepare(POOL);
        TransferId id = Ending.anHourAgo();
        long from = point.service().journalLength();
        FaultRule rule = point.rule();
        point.service().write(List.of(rule));
        DriverUnderTest driver = driver();
        driver.order(WriteKind.ROWS, kind.request(id));
        point.service().await(from, entry -> is(entry, rule, JournalEntry.Event.PAUSED), PATIENCE);
        driver.kill();
        point.service()
                .write(List.of(new FaultRule(
                        rule.name(), rule.match(), rule.skip(), rule.times(), new Fault.Cut(Moment.AFTER))));
        // The SQL pool notices that its client is gone, the storage does not.
        point.service()
                .await(
                        from,
                        entry -> is(entry, rule, JournalEntry.Event.CUT)
                                || is(entry, rule, JournalEntry.Event.CANCELLED),
                        PATIENCE);
        point.service().write(List.of());
        TABLE.silenceDeadDrivers();

        boolean gap = kind.hasGap() && TABLE.rows().isEmpty();
        MATRIX.add(point.step(), KILLED, gap ? "no table" : ENDING.seen(kind));
        assertThat(Recovery.of(POOL.spark()).history(10).transfers())
                .extracting(TransferRecord::id)
                .contains(id);
        MATRIX.add(point.step(), ENDED, end(kind, id, finder));
    }

    private static boolean is(JournalEntry entry, FaultRule rule, JournalEntry.Event event) {
        return entry.rule().equals(rule.name()) && entry.event() == event;
    }

    /** Returns {@code old} or {@code new}: what readers see once the dead driver's write has come to its end. */
    private static String end(WriteKind kind, TransferId id, Finder finder) {
        Recovery recovery = Recovery.of(POOL.spark());
        if (finder == Finder.SAME_WRITE) {
            String seen = isAnswerOnRecord(kind.write(POOL, id)) ? "new" : "old";
            assertThat(TABLE.rows()).contains(kind.after());
            assertThat(TABLE.leftBehind()).isEmpty();
            ENDING.checkRecord(recovery, id, "new");
            return seen;
        } else if (finder == Finder.NEXT_WRITE) {
            var unused = kind.addLater(POOL);
            List<String> rows = new ArrayList<>(TABLE.rows().orElseThrow());
            assertThat(rows).contains(WriteKind.LATER);
            rows.remove(WriteKind.LATER);
            String seen = rows.equals(kind.after()) ? "new" : "old";
            assertThat(rows)
                    .isEqualTo(seen.equals("new") ? kind.after() : kind.before().orElse(List.of()));
            assertThat(TABLE.leftBehind()).isEmpty();
            ENDING.checkRecord(recovery, id, seen);
            return seen;
        }
        if (finder == Finder.RESUME) {
            recovery.resume(id);
        } else {
            recovery.collect(Duration.ZERO, false);
        }
        String seen = ENDING.seen(kind);
        assertThat(TABLE.leftBehind()).isEmpty();
        ENDING.checkRecord(recovery, id, seen);
        assertThat(isAnswerOnRecord(kind.write(POOL, id))).isEqualTo(seen.equals("new"));
        assertThat(TABLE.rows()).as("rows after the same write").contains(kind.after());
        assertThat(TABLE.leftBehind()).isEmpty();
        return seen;
    }

    private static boolean isAnswerOnRecord(TransferReceipt receipt) {
        return receipt.warnings().stream()
                .anyMatch(warning -> warning.startsWith("This is the answer that is on record"));
    }

    /** Returns a driver that was started before it is needed: a session takes seconds to start. */
    private static DriverUnderTest driver() throws IOException {
        DriverUnderTest driver = spare == null ? DriverUnderTest.start(POOL.sparks()) : spare;
        spare = DriverUnderTest.start(POOL.sparks());
        return driver;
    }

    private static List<Point> points(WriteKind kind) throws IOException {
        kind.prepare(POOL);
        long statements = POOL.sqlFaults().journalLength();
        long requests = POOL.storageFaults().journalLength();
        kind.write(POOL, Ending.anHourAgo());
        List<Point> points = new ArrayList<>();
        int number = 0;
        for (JournalEntry entry : POOL.sqlFaults().journal(statements)) {
            if (entry.event() == JournalEntry.Event.ARRIVED
                    && "Sluice".equals(entry.attributes().get("application"))
                    && "batch".equals(entry.attributes().get("kind"))) {
                Step step = Step.ofStatement(entry);
                if (PUBLISHING.contains(step)) {
                    points.add(new Point(
                            step,
                            POOL.sqlFaults(),
                            pause(kind + ", statement " + number + ": " + step)
                                    .where("application", "^Sluice$")
                                    .where("kind", "^batch$")
                                    .skipping(number)));
                }
                number++;
            }
        }
        int ledger = 0;
        for (JournalEntry entry : POOL.storageFaults().journal(requests)) {
            if (entry.event() == JournalEntry.Event.ARRIVED) {
                Optional<FaultRule> rule = afterEffect(kind, entry, ledger);
                Step step = Step.ofStorage(entry);
                rule.ifPresent(each -> points.add(new Point(step, POOL.storageFaults(), each)));
                ledger += rule.isPresent() && step == Step.LEDGER ? 1 : 0;
            }
        }
        TABLE.clean();
        if (Matrix.isWhole()) {
            return points;
        }
        return List.of(points.stream()
                .filter(point -> point.step() == CHOICE.get(kind))
                .reduce((first, second) -> second)
                .orElseThrow());
    }

    /** Returns the rule for a request that is the last one of a step, if it is one. */
    private static Optional<FaultRule> afterEffect(WriteKind kind, JournalEntry request, int ledger) {
        Step step = Step.ofStorage(request);
        String query = request.attributes().getOrDefault("query", "");
        FaultRule pause = pause(kind + ", " + step + (step == Step.LEDGER ? ", " + (ledger + 1) : ""));
        return switch (step) {
            case LEDGER ->
                query.contains("action=flush")
                        ? Optional.of(pause.where("path", "/_sluice/ledger/")
                                .where("query", "action=flush")
                                .skipping(ledger))
                        : Optional.empty();
            case RECORD ->
                query.contains("action=flush")
                        ? Optional.of(pause.where("path", "/_sluice/history/").where("query", "action=flush"))
                        : Optional.empty();
            case MOVE ->
                request.attributes().getOrDefault("source", "").isEmpty()
                        ? Optional.empty()
                        : Optional.of(pause.where("source", "/data/?$"));
            case DELETE_FILES ->
                request.attributes().getOrDefault("path", "").contains("/staging/")
                        ? Optional.of(pause.where("method", "DELETE").where("path", "/staging/[0-9a-f_]+$"))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static FaultRule pause(String name) {
        return FaultRule.of(name, new Fault.Pause(Moment.AFTER));
    }
}
