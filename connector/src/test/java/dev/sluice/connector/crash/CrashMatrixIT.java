package dev.sluice.connector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.staging.Heartbeat;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultFolder;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.transfer.TransferId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every statement of every kind of write, and every request to the storage, with the connection cut before it takes effect
 * and after: the target is old or new and never between, what the caller hears and what is on record never contradict it, and
 * a collection leaves nothing.
 *
 * <p>A run takes all statements, queries at one moment, and of the requests one for each step of each kind; {@code
 * -Dsluice.matrix=whole} takes all.
 */
final class CrashMatrixIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final CrashedTable TABLE = new CrashedTable(POOL);
    private static final Ending ENDING = new Ending(POOL, TABLE);

    /** Requests one after the other that get no answer, so that the ABFS driver, and Java's client below it, give up. */
    private static final int GIVES_UP = 4;

    private static final Matrix SQL =
            new Matrix("statements", List.of("cut before its effect", "cut after its effect"));
    private static final Matrix STORAGE = new Matrix("storage", Loss.words());

    /** How an answer of the storage is lost. */
    private enum Loss {
        BEFORE("no effect, and no answer until the driver gives up", Moment.BEFORE, GIVES_UP),
        ONCE("effect, and its answer lost once", Moment.AFTER, 1),
        AFTER("effect, and no answer until the driver gives up", Moment.AFTER, GIVES_UP);

        private final String words;
        private final Moment moment;
        private final int times;

        Loss(String words, Moment moment, int times) {
            this.words = words;
            this.moment = moment;
            this.times = times;
        }

        static List<String> words() {
            return List.of(BEFORE.words, ONCE.words, AFTER.words);
        }
    }

    private static FaultRule statements(FaultRule rule) {
        return rule.where("application", "^Sluice$").where("kind", "^batch$");
    }

    private static FaultRule butBeats(FaultRule rule) {
        return rule.where("path", "^(?!.*/_sluice/live/)");
    }

    private static FaultRule beats(FaultRule rule) {
        return rule.where("path", "/_sluice/live/");
    }

    @AfterEach
    void switchesOff() throws IOException {
        POOL.sqlFaults().write(List.of());
        POOL.storageFaults().write(List.of());
        TABLE.clean();
    }

    @AfterAll
    static void theDocumentSaysWhatWasFound() throws IOException {
        SQL.settle();
        STORAGE.settle();
    }

    @ParameterizedTest
    @EnumSource(WriteKind.class)
    void aCutConnectionLeavesTheTargetOldOrNew(WriteKind kind) throws IOException {
        List<JournalEntry> statements = requests(kind, POOL.sqlFaults(), CrashMatrixIT::statements);
        assertThat(statements.size()).isGreaterThan(5);

        List<String> contradictions = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            for (Moment moment : moments(statements.get(i), i)) {
                String column = moment == Moment.BEFORE ? "cut before its effect" : "cut after its effect";
                FaultRule rule = FaultRule.of(kind + ", statement " + i + " cut " + moment, new Fault.Cut(moment))
                        .skipping(i);
                strike(kind, POOL.sqlFaults(), statements(rule), contradictions)
                        .ifPresent(struck -> SQL.add(Step.ofStatement(struck.request()), column, struck.outcome()));
            }
        }

        assertThat(contradictions).isEmpty();
    }

    /** Returns when to cut: a query has no effect, and is cut before or after it by turns if the run is not whole. */
    private static List<Moment> moments(JournalEntry statement, int number) {
        boolean query = statement.attributes().getOrDefault("text", "").startsWith("SELECT");
        if (Matrix.isWhole() || !query) {
            return List.of(Moment.BEFORE, Moment.AFTER);
        }
        return List.of(number % 2 == 0 ? Moment.BEFORE : Moment.AFTER);
    }

    @ParameterizedTest
    @EnumSource(WriteKind.class)
    void aLostAnswerOfTheStorageLeavesTheTargetOldOrNew(WriteKind kind) throws IOException {
        List<JournalEntry> requests = requests(kind, POOL.storageFaults(), CrashMatrixIT::butBeats);
        assertThat(requests.size()).isGreaterThan(50);

        List<String> contradictions = new ArrayList<>();
        for (Loss loss : Loss.values()) {
            for (int i : Matrix.isWhole() ? all(requests) : choice(requests, kind, loss)) {
                lose(kind, loss, i, CrashMatrixIT::butBeats, contradictions);
            }
            if (Matrix.isWhole() || isTurnOf(loss, kind.number())) {
                for (int i = 0; i < 2; i++) {
                    Heartbeat.endAll();
                    lose(kind, loss, i, CrashMatrixIT::beats, contradictions);
                }
            }
        }

        assertThat(contradictions).isEmpty();
    }

    private static void lose(
            WriteKind kind, Loss loss, int request, UnaryOperator<FaultRule> of, List<String> contradictions)
            throws IOException {
        FaultRule rule = FaultRule.of(kind + ", request " + request + ", " + loss.words, new Fault.Cut(loss.moment))
                .skipping(request)
                .striking(loss.times);
        strike(kind, POOL.storageFaults(), of.apply(rule), contradictions)
                .ifPresent(struck -> STORAGE.add(Step.ofStorage(struck.request()), loss.words, struck.outcome()));
    }

    private static List<Integer> all(List<JournalEntry> requests) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            all.add(i);
        }
        return all;
    }

    /** Returns one request for each step, of steps that another kind does not take with this loss. */
    private static List<Integer> choice(List<JournalEntry> requests, WriteKind kind, Loss loss) {
        Map<Step, List<Integer>> steps = new EnumMap<>(Step.class);
        for (int i = 0; i < requests.size(); i++) {
            steps.computeIfAbsent(Step.ofStorage(requests.get(i)), key -> new ArrayList<>())
                    .add(i);
        }
        List<Integer> chosen = new ArrayList<>();
        List<Step> all = List.of(Step.values());
        for (int turn = 0; turn < all.size(); turn++) {
            List<Integer> indexes = steps.getOrDefault(all.get(turn), List.of());
            if (!indexes.isEmpty() && isTurnOf(loss, turn + kind.number())) {
                chosen.add(indexes.get((kind.number() * 7 + 3) % indexes.size()));
            }
        }
        return chosen;
    }

    private static boolean isTurnOf(Loss loss, int number) {
        return Loss.values()[number % Loss.values().length] == loss;
    }

    /** A request that was struck, and what became of its write. */
    private record Struck(JournalEntry request, String outcome) {}

    /** Writes with one rule; nothing if no request met it. */
    private static Optional<Struck> strike(
            WriteKind kind, FaultFolder service, FaultRule rule, List<String> contradictions) throws IOException {
        kind.prepare(POOL);
        TransferId id = Ending.anHourAgo();
        long from = service.journalLength();
        service.write(List.of(rule));
        String heard = heard(kind, id);
        service.write(List.of());
        Optional<JournalEntry> struck = service.journal(from).stream()
                .filter(entry -> entry.rule().equals(rule.name()))
                .findFirst();
        Optional<Struck> result = Optional.empty();
        try {
            String outcome = ENDING.check(kind, id, heard);
            result = struck.map(request -> new Struck(request, outcome));
        } catch (AssertionError e) {
            contradictions.add(rule.name() + " ("
                    + struck.map(JournalEntry::attributes).orElse(Map.of()) + "), heard " + heard + ": "
                    + e.getMessage());
        }
        TABLE.clean();
        return result;
    }

    /** Writes, and returns {@code published} or the code of the failure. */
    private static String heard(WriteKind kind, TransferId id) {
        try {
            kind.write(POOL, id);
            return "published";
        } catch (TransferFailedException e) {
            return e.failure().code().name();
        }
    }

    /** Returns the requests of an undisturbed write that a rule could meet. */
    private static List<JournalEntry> requests(WriteKind kind, FaultFolder service, UnaryOperator<FaultRule> of)
            throws IOException {
        kind.prepare(POOL);
        long from = service.journalLength();
        kind.write(POOL, Ending.anHourAgo());
        FaultRule rule = of.apply(FaultRule.of("any", new Fault.Cut(Moment.BEFORE)));
        List<JournalEntry> requests = service.journal(from).stream()
                .filter(entry -> entry.event() == JournalEntry.Event.ARRIVED && rule.matches(entry.attributes()))
                .toList();
        assertThat(TABLE.rows()).contains(kind.after());
        TABLE.clean();
        return requests;
    }
}
