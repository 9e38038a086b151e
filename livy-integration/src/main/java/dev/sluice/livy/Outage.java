package dev.sluice.livy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bears a server that does not answer, or with nothing that is Livy's, while it is asked about something that goes on there
 * without us: gateways restart, connections break, proxies send pages. It ends with the first answer.
 */
final class Outage {

    /** Longest time without an answer. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    /** Longest time in which the login is refused: a token may be renewed meanwhile. */
    static final Duration LOGIN_LIMIT = Duration.ofSeconds(10);

    private static final Duration LONGEST_WISH = Duration.ofMinutes(1);

    private final Ticker ticker;
    private @Nullable Duration begin;

    Outage(Ticker ticker) {
        this.ticker = ticker;
    }

    /** An answer has come. */
    void end() {
        begin = null;
    }

    /** Returns whether the last question was not answered. */
    boolean isOngoing() {
        return begin != null;
    }

    /** Returns how long there has been no answer. */
    Duration elapsed() {
        Duration since = begin;
        return since == null ? Duration.ZERO : ticker.now().minus(since);
    }

    /**
     * Takes note that there was no answer.
     *
     * @return how long the server wants to be left alone, at most a minute
     * @throws LivyException the failure, if it will not pass by itself
     * @throws LivyException.OutcomeUnknown if it has lasted too long
     */
    Duration bear(LivyException failure, String sessionId) {
        if (!passes(failure)) {
            throw failure;
        }
        if (begin == null) {
            begin = ticker.now();
        }
        Duration limit = failure instanceof LivyException.Unauthorized ? LOGIN_LIMIT : LIMIT;
        if (elapsed().compareTo(limit) > 0) {
            throw new LivyException.OutcomeUnknown(sessionId, failure);
        }
        Duration wish = failure instanceof LivyException.Busy busy ? busy.retryAfter() : Duration.ZERO;
        return wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
    }

    private static boolean passes(LivyException failure) {
        return failure instanceof LivyException.Unreachable
                || failure instanceof LivyException.AnswerLost
                || failure instanceof LivyException.Failed
                || failure instanceof LivyException.Busy
                || failure instanceof LivyException.NotLivy
                || failure instanceof LivyException.Unauthorized;
    }
}
