package dev.sluice.pool.identity.fault;

import static java.util.Objects.requireNonNull;

/** What happens to a request that a rule chose. */
public sealed interface Fault {

    /** When it happens. */
    Moment moment();

    /**
     * The connection ends without an answer: before the request has an effect, after it had it, or, {@code DURING}, at
     * once while the request is executed all the same.
     */
    record Cut(Moment moment) implements Fault {
        public Cut {
            requireNonNull(moment, "moment");
        }
    }

    /**
     * The request waits until the rule that chose it is replaced, which {@link Passage#pause} describes: not executed
     * yet; not executed yet and deaf to a cancellation ({@code DURING}); or executed and not answered.
     */
    record Pause(Moment moment) implements Fault {
        public Pause {
            requireNonNull(moment, "moment");
        }
    }

    /**
     * The client is told that the request failed, instead of its execution or, {@code AFTER}, although it was executed.
     *
     * @param code number of the service's error: of SQL Server's messages, or an HTTP status
     * @param message what the error says; for storage this is the error code, such as {@code ServerBusy}
     */
    record Fail(Moment moment, int code, String message) implements Fault {
        public Fail {
            requireNonNull(message, "message");
            if (moment == Moment.DURING) {
                throw new IllegalArgumentException("Invalid moment of a failure: DURING; use BEFORE or AFTER");
            }
        }
    }
}
