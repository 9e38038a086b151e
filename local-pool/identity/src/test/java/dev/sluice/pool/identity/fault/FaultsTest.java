package dev.sluice.pool.identity.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.identity.fault.JournalEntry.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class FaultsTest {

    private static final Fault CUT = new Fault.Cut(Moment.AFTER);
    private static final Fault PAUSE = new Fault.Pause(Moment.BEFORE);

    private final FaultFolder folder;
    private Faults faults;

    FaultsTest(@TempDir Path temporary) throws IOException {
        folder = new FaultFolder(temporary.resolve("faults"));
        faults = open();
    }

    @BeforeEach
    void beginWithoutRules() throws IOException {
        folder.write(List.of());
    }

    private Faults open() throws IOException {
        return Faults.open(folder, Set.of("text", "login"), EnumSet.of(Moment.BEFORE, Moment.AFTER));
    }

    private Passage arrive(String text) {
        return faults.arrive(Map.of("text", text, "login", "sluice"));
    }

    /** Whether each of these requests is struck. */
    private List<Boolean> struck(String... texts) {
        return List.of(texts).stream()
                .map(text -> arrive(text).fault().isPresent())
                .toList();
    }

    @Test
    void letEverythingPassWithoutRules() {
        assertThat(struck("a", "b")).containsExactly(false, false);
    }

    @Test
    void strikeTheRequestsOfARuleAtItsTurn() throws IOException {
        folder.write(
                List.of(FaultRule.of("x", CUT).where("text", "^a").skipping(1).striking(2)));
        assertThat(struck("a1", "b", "a2", "ba", "a3", "a4")).containsExactly(false, false, true, false, true, false);
    }

    @Test
    void askEachExpressionOfARule() throws IOException {
        folder.write(List.of(FaultRule.of("x", CUT)
                .where("text", "a")
                .where("login", "spark")
                .striking(9)));
        assertThat(struck("a")).containsExactly(false);
        assertThat(faults.arrive(Map.of("text", "a", "login", "sluice-spark")).fault())
                .contains(CUT);
    }

    @Test
    void takeTheFirstRuleThatStrikesAndCountForAll() throws IOException {
        folder.write(List.of(
                FaultRule.of("first", CUT), FaultRule.of("second", PAUSE).striking(2)));
        assertThat(arrive("a").fault()).contains(CUT);
        assertThat(arrive("b").fault()).contains(PAUSE);
        assertThat(arrive("c").fault()).isEmpty();
    }

    @Test
    void takeUpRulesThatChangedSinceTheRequestBefore() throws IOException {
        assertThat(struck("a")).containsExactly(false);
        folder.write(List.of(FaultRule.of("x", CUT)));
        assertThat(struck("a", "a")).containsExactly(true, false);
        folder.write(List.of(FaultRule.of("y", CUT)));
        assertThat(struck("a", "a")).containsExactly(true, false);
        folder.write(List.of());
        assertThat(struck("a")).containsExactly(false);
    }

    @Test
    void countAnewForARuleThatIsAnotherAndOnForOneWhoseFaultChanged() throws IOException {
        folder.write(List.of(FaultRule.of("x", CUT)));
        assertThat(struck("a")).containsExactly(true);
        folder.write(List.of(FaultRule.of("x", PAUSE)));
        assertThat(struck("a")).containsExactly(false);
        folder.write(List.of(FaultRule.of("x", PAUSE).where("text", "a")));
        assertThat(struck("a")).containsExactly(true);
    }

    @Test
    void tellTheJournalWhatBecameOfEachRequest() throws IOException {
        folder.write(List.of(FaultRule.of("x", CUT).where("text", "ü")));
        arrive("a").executed(Map.of("error", "208"));
        Passage second = arrive("ü\n\"");
        second.executed(Map.of());
        second.cut();
        arrive("b").failed();
        assertThat(folder.journal())
                .containsExactly(
                        new JournalEntry(1, Event.ARRIVED, "", Map.of("text", "a", "login", "sluice")),
                        new JournalEntry(1, Event.EXECUTED, "", Map.of("error", "208")),
                        new JournalEntry(2, Event.ARRIVED, "x", Map.of("text", "ü\n\"", "login", "sluice")),
                        new JournalEntry(2, Event.EXECUTED, "x", Map.of()),
                        new JournalEntry(2, Event.CUT, "x", Map.of()),
                        new JournalEntry(3, Event.ARRIVED, "", Map.of("text", "b", "login", "sluice")),
                        new JournalEntry(3, Event.FAILED, "", Map.of()));
    }

    @Test
    void keepFolderAndFilesForTheirOwner() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
        for (String file : List.of("rules.json", "journal.jsonl")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.path().resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void beginTheJournalAnewWithTheService() throws IOException {
        arrive("a");
        faults = open();
        assertThat(folder.journal()).isEmpty();
        arrive("b");
        assertThat(folder.journal())
                .singleElement()
                .satisfies(entry -> assertThat(entry.request()).isOne());
    }

    @Test
    void tellTheJournalBehindAPlace() throws IOException {
        arrive("a");
        long place = folder.journalLength();
        assertThat(folder.journal(place)).isEmpty();
        arrive("ü");
        assertThat(folder.journal(place))
                .singleElement()
                .isEqualTo(new JournalEntry(2, Event.ARRIVED, "", Map.of("text", "ü", "login", "sluice")));
    }

    @Test
    void refuseRulesThatTheServiceCannotFollow() throws IOException {
        folder.write(List.of(FaultRule.of("x", CUT).where("path", "a")));
        assertThatThrownBy(() -> arrive("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot read the fault rules in " + folder.path().resolve("rules.json")
                        + ": Invalid attribute 'path' of fault rule 'x'; there are login, text");
        folder.write(List.of(FaultRule.of("x", new Fault.Cut(Moment.DURING))));
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("Invalid moment DURING of fault rule 'x'; this service has [BEFORE, AFTER]");
        Files.writeString(folder.path().resolve("rules.json"), "no");
        assertThatThrownBy(() -> arrive("a")).hasMessageContaining("Unrecognized token 'no'");
    }

    private CompletableFuture<Optional<Fault>> pause(AtomicBoolean givenUp) throws IOException {
        folder.write(List.of(FaultRule.of("x", PAUSE)));
        Passage passage = arrive("a");
        assertThat(passage.fault()).contains(PAUSE);
        CompletableFuture<Optional<Fault>> next = CompletableFuture.supplyAsync(() -> passage.pause(givenUp::get));
        folder.await(entry -> entry.event() == Event.PAUSED, Duration.ofSeconds(10));
        assertThat(next).isNotDone();
        return next;
    }

    @Test
    void letAPausedRequestGoWhenItsRuleIsGone() throws Exception {
        CompletableFuture<Optional<Fault>> next = pause(new AtomicBoolean());
        folder.write(List.of(FaultRule.of("other", PAUSE).where("text", "b")));
        assertThat(next.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(folder.journal()).last().isEqualTo(new JournalEntry(1, Event.RESUMED, "x", Map.of()));
    }

    @Test
    void doToAPausedRequestWhatTakesThePlaceOfItsRule() throws Exception {
        CompletableFuture<Optional<Fault>> next = pause(new AtomicBoolean());
        folder.write(List.of(FaultRule.of("x", CUT)));
        assertThat(next.get(10, TimeUnit.SECONDS)).contains(CUT);
        assertThat(arrive("b").fault()).isEmpty();
    }

    @Test
    void endAPauseThatIsGivenUp() throws Exception {
        AtomicBoolean givenUp = new AtomicBoolean();
        CompletableFuture<Optional<Fault>> next = pause(givenUp);
        givenUp.set(true);
        assertThat(next.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(folder.journal()).last().isEqualTo(new JournalEntry(1, Event.CANCELLED, "x", Map.of()));
    }

    @Test
    void cutWhatIsPausedWhenTheServiceEnds() throws Exception {
        CompletableFuture<Optional<Fault>> next = pause(new AtomicBoolean());
        faults.close();
        assertThat(next.get(10, TimeUnit.SECONDS)).contains(new Fault.Cut(Moment.BEFORE));
    }

    @Test
    void sayWhatThereIsInsteadOfAnAwaitedEntry() {
        arrive("a");
        assertThatThrownBy(() -> folder.await(entry -> entry.event() == Event.CUT, Duration.ofMillis(1)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "Nothing of what was awaited within PT0.001S in the journal of " + folder.path())
                .hasMessageContaining("event=ARRIVED");
    }
}
