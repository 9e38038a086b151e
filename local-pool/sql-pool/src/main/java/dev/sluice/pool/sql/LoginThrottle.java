package dev.sluice.pool.sql;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.login.Password;
import dev.sluice.pool.sql.tds.server.Authenticator;
import dev.sluice.pool.sql.tds.server.LoginRefusedException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Slows down who guesses passwords. After some failures in a row a login is refused for a while without a look at its
 * password, and then one attempt is looked at, at a time:
 *
 * <pre>
 * failures    1 .. 9    10    11    12    13 and more
 * pause, s    none       1     2     4     8
 * </pre>
 *
 * <p>Failures count by login and address, so that nobody elsewhere is kept out by them. On this machine all clients have one
 * address; so the pauses stay short, and he whose password no number of guesses finds is never kept out. Tokens are not
 * guessed either.
 */
final class LoginThrottle implements Authenticator {

    private static final int FREE_FAILURES = 10;
    private static final int LONGEST_PAUSE_SECONDS = 8;

    /** Without a failure for so long, those before it count no more. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    /** Logins and addresses that are remembered; the one that failed longest ago goes first. */
    private static final int REMEMBERED = 1000;

    private final Authenticator checked;
    private final Predicate<String> unguessable;
    private final Clock clock;

    /** Guarded by this. */
    private final Map<Origin, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Origin(String login, InetAddress address) {}

    private record Failures(int count, Instant pausedUntil) {}

    /**
     * Makes one.
     *
     * @param checked who looks at passwords and tokens
     * @param unguessable logins whose passwords are random and long
     */
    LoginThrottle(Authenticator checked, Predicate<String> unguessable, Clock clock) {
        this.checked = requireNonNull(checked, "checked");
        this.unguessable = requireNonNull(unguessable, "unguessable");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public String password(String user, Password password, InetAddress client) throws LoginRefusedException {
        if (unguessable.test(user)) {
            return checked.password(user, password, client);
        }
        Origin origin = new Origin(user.toLowerCase(Locale.ROOT), client);
        requireNoPause(origin, user);
        try {
            String login = checked.password(user, password, client);
            forget(origin);
            return login;
        } catch (LoginRefusedException e) {
            failed(origin);
            throw e;
        }
    }

    @Override
    public String token(Password token) throws LoginRefusedException {
        return checked.token(token);
    }

    private synchronized void requireNoPause(Origin origin, String user) throws LoginRefusedException {
        Failures before = failures.get(origin);
        if (before == null) {
            return;
        }
        Instant now = clock.instant();
        if (now.isBefore(before.pausedUntil())) {
            throw LoginRefusedException.paused(user);
        }
        if (now.isAfter(before.pausedUntil().plus(MEMORY))) {
            failures.remove(origin);
        } else {
            // Others that come while this one is looked at find a pause.
            failures.put(origin, new Failures(before.count(), now.plus(pause(before.count()))));
        }
    }

    private synchronized void failed(Origin origin) {
        Failures before = failures.get(origin);
        int count = before == null ? 1 : before.count() + 1;
        failures.put(origin, new Failures(count, clock.instant().plus(pause(count))));
    }

    private synchronized void forget(Origin origin) {
        failures.remove(origin);
    }

    private static Duration pause(int count) {
        if (count < FREE_FAILURES) {
            return Duration.ZERO;
        }
        int doublings = Math.min(count - FREE_FAILURES, Integer.numberOfTrailingZeros(LONGEST_PAUSE_SECONDS));
        return Duration.ofSeconds(1L << doublings);
    }
}
