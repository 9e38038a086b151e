package dev.sluice.pool.identity.fault;

import dev.sluice.pool.identity.fault.JournalEntry.Event;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One request on its way through the switch. What becomes of it is told by the service, step by step, for the journal. */
public final class Passage {

    private final Faults faults;
    private final long request;
    private final String rule;
    private final @Nullable Fault fault;

    Passage(Faults faults, long request, String rule, @Nullable Fault fault) {
        this.faults = faults;
        this.request = request;
        this.rule = rule;
        this.fault = fault;
    }

    /** What is to happen to the request, empty if it passes. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /**
     * Waits until the rule that paused the request is replaced by one of its name, or is gone.
     *
     * @param givenUp whether nobody waits for the request any more, which ends the pause
     * @return what is to happen now: what the rule says that took its place, nothing if there is none, a cut if the
     *     service ends
     */
    public Optional<Fault> pause(BooleanSupplier givenUp) {
        tell(Event.PAUSED, Map.of());
        Optional<Fault> next = faults.awaitChange(rule, givenUp);
        tell(givenUp.getAsBoolean() ? Event.CANCELLED : Event.RESUMED, Map.of());
        return next;
    }

    /** The request was executed. */
    public void executed(Map<String, String> result) {
        tell(Event.EXECUTED, result);
    }

    /** The connection is about to end without an answer. */
    public void cut() {
        tell(Event.CUT, Map.of());
    }

    /** The request is about to be answered by the error of the rule. */
    public void failed() {
        tell(Event.FAILED, Map.of());
    }

    private void tell(Event event, Map<String, String> attributes) {
        faults.append(new JournalEntry(request, event, rule, attributes));
    }
}
