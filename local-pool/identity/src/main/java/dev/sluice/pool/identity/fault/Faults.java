package dev.sluice.pool.identity.fault;

import dev.sluice.pool.identity.fault.JournalEntry.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The switch as a service sees it. Each request passes it on arrival; the first rule in order that matches it and is at
 * its turn says what happens to it. May be called from any thread.
 *
 * <p>Rules are read again at every request, not when the file's time changes: that time may stand still between two
 * changes, and a test that replaced the rules relies on the next request.
 */
public final class Faults implements AutoCloseable {

    /** How often what waits looks whether it is told to go on. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private final FaultFolder folder;
    private final Set<String> attributes;
    private final Set<Moment> moments;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<List<Object>, Integer> counts = new HashMap<>();
    private byte[] text = {};
    private List<FaultRule> rules = List.of();
    private long requests;

    private Faults(FaultFolder folder, Set<String> attributes, Set<Moment> moments) {
        this.folder = folder;
        this.attributes = Set.copyOf(attributes);
        this.moments = Set.copyOf(moments);
    }

    /**
     * Opens the folder for a service.
     *
     * @param attributes what requests of the service have to be matched by
     * @param moments when the service can be struck
     * @throws IOException if the folder cannot be used or its rules are none
     */
    public static Faults open(FaultFolder folder, Set<String> attributes, Set<Moment> moments) throws IOException {
        folder.begin();
        Faults faults = new Faults(folder, attributes, moments);
        try {
            faults.refresh();
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
        return faults;
    }

    /**
     * Lets a request in.
     *
     * @param request values by attribute, without secrets: they stand in the journal
     * @throws IllegalStateException if the rules are none; says what is wrong with them
     */
    public synchronized Passage arrive(Map<String, String> request) {
        refresh();
        FaultRule chosen = null;
        for (FaultRule rule : rules) {
            if (rule.matches(request)) {
                int number = counts.merge(rule.counted(), 1, Integer::sum) - 1;
                if (chosen == null && rule.strikes(number)) {
                    chosen = rule;
                }
            }
        }
        requests++;
        String name = chosen == null ? "" : chosen.name();
        append(new JournalEntry(requests, Event.ARRIVED, name, request));
        return new Passage(this, requests, name, chosen == null ? null : chosen.fault());
    }

    /** Lets go what waits, to be cut: the service ends. */
    @Override
    public void close() {
        closed.countDown();
    }

    /** Waits until the rule is no longer one that pauses, and returns what it is then. */
    Optional<Fault> awaitChange(String rule, BooleanSupplier givenUp) {
        try {
            while (!givenUp.getAsBoolean()) {
                Optional<Fault> now = faultOf(rule);
                if (now.isEmpty() || !(now.get() instanceof Fault.Pause)) {
                    return now;
                }
                if (closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Optional.of(new Fault.Cut(Moment.BEFORE));
                }
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            // The service ends its threads. The cut ends this request, and a thread that is still interrupted could not
            // write it into the journal.
            return Optional.of(new Fault.Cut(Moment.BEFORE));
        }
    }

    synchronized void append(JournalEntry entry) {
        try {
            folder.append(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal of faults in " + folder.path(), e);
        }
    }

    private synchronized Optional<Fault> faultOf(String rule) {
        refresh();
        return rules.stream()
                .filter(each -> each.name().equals(rule))
                .map(FaultRule::fault)
                .findFirst();
    }

    private synchronized void refresh() {
        try {
            byte[] now = folder.rulesText();
            if (!Arrays.equals(now, text)) {
                List<FaultRule> read = RuleFormat.read(now);
                read.forEach(this::requireMeant);
                rules = read;
                text = now;
                counts.keySet().retainAll(rules.stream().map(FaultRule::counted).toList());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "Cannot read the fault rules in " + folder.rulesFile() + ": " + e.getMessage(), e);
        }
    }

    private void requireMeant(FaultRule rule) {
        for (String attribute : rule.match().keySet()) {
            if (!attributes.contains(attribute)) {
                throw new IllegalArgumentException("Invalid attribute '" + attribute + "' of fault rule '" + rule.name()
                        + "'; there are " + String.join(", ", new TreeSet<>(attributes)));
            }
        }
        if (!moments.contains(rule.fault().moment())) {
            throw new IllegalArgumentException("Invalid moment " + rule.fault().moment() + " of fault rule '"
                    + rule.name() + "'; this service has " + new TreeSet<>(moments));
        }
    }
}
