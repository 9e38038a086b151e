package dev.sluice.pool.identity.fault;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A line of the journal.
 *
 * @param request number of the request in the service, from 1, in the order of arrival
 * @param rule the rule that chose the request, empty for none
 * @param attributes on arrival what rules may match; on execution what came of it ({@code error} of a statement that
 *     failed, {@code status} of a response)
 */
public record JournalEntry(long request, Event event, String rule, Map<String, String> attributes) {

    public JournalEntry {
        requireNonNull(event, "event");
        requireNonNull(rule, "rule");
        attributes = Map.copyOf(attributes);
    }

    /** What became of a request. */
    public enum Event {
        /** It came. */
        ARRIVED,
        /** It waits. */
        PAUSED,
        /** It waits no longer. */
        RESUMED,
        /** It was cancelled while it waited, and is not executed. */
        CANCELLED,
        /** It has had its effect, or failed by itself. */
        EXECUTED,
        /** Its connection ends without an answer. */
        CUT,
        /** It is answered by the error of a rule. */
        FAILED
    }
}
