package dev.sluice.pool.supervisor;

import dev.sluice.pool.identity.service.ReadyFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Waits for services to die, says so, and starts them again.
 *
 * <pre>
 * service ends -- it took its ready file along --> it was told to end: nothing to do
 *              -- its ready file is still there --> it died: noted, its log put aside, started again
 * </pre>
 *
 * <p>What dies again and again is left alone, so that a pool that cannot run does not keep a machine busy.
 */
final class PoolWatch {

    /** How long a service that was started meanwhile may be unknown to the watch. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final int MOST_DEATHS = 5;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final LocalPool pool;
    private final Clock clock;
    private final Consumer<String> say;

    PoolWatch(LocalPool pool, Clock clock, Consumer<String> say) {
        this.pool = pool;
        this.clock = clock;
        this.say = say;
    }

    /** Watches until no service is left, or one died too often. */
    void run() throws InterruptedException {
        List<ReadyFile> present = pool.present();
        while (!present.isEmpty()) {
            awaitEndOfAny(present);
            List<ReadyFile> dead = present.stream().allMatch(PoolWatch::lives) ? List.of() : pool.dead();
            if (!dead.isEmpty() && !startAgain(dead)) {
                return;
            }
            present = pool.present();
        }
    }

    private static boolean lives(ReadyFile ready) {
        return ProcessHandle.of(ready.pid()).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void awaitEndOfAny(List<ReadyFile> present) throws InterruptedException {
        CompletableFuture<?>[] ends = present.stream()
                .map(ready -> ProcessHandle.of(ready.pid())
                        .<CompletableFuture<?>>map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(null)))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.anyOf(ends).get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // All of them live.
        } catch (ExecutionException e) {
            throw new PoolException("Cannot wait for the services of the local pool: " + e.getMessage(), e);
        }
    }

    private boolean startAgain(List<ReadyFile> dead) {
        Instant now = clock.instant();
        List<String> names = new ArrayList<>();
        for (ReadyFile one : dead) {
            String log = pool.putLogAside(one.name());
            say.accept(now + " " + one.name() + " died (process " + one.pid() + "). Its log: " + log);
            pool.deaths().add(new PoolStatus.Death(one.name(), one.pid(), now.toString(), log));
            names.add(one.name());
        }
        for (String name : names) {
            if (deathsOf(name, now) >= MOST_DEATHS) {
                say.accept(now + " " + name + " died " + MOST_DEATHS + " times within " + WITHIN.toMinutes()
                        + " minutes: it is not started again. Look into its log, then run ./sluice up");
                return false;
            }
        }
        try {
            pool.up(line -> say.accept(clock.instant() + " " + line));
            say.accept(clock.instant() + " Started again: " + String.join(", ", names));
            return true;
        } catch (PoolException e) {
            say.accept(clock.instant() + " " + e.getMessage());
            return false;
        }
    }

    private long deathsOf(String name, Instant now) {
        return pool.deaths().all().stream()
                .filter(death -> death.service().equals(name))
                .filter(death -> Instant.parse(death.at()).isAfter(now.minus(WITHIN)))
                .count();
    }
}
