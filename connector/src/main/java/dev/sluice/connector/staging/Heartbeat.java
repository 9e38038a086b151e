package dev.sluice.connector.staging;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.TransferId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows others that this driver lives, as long as one of its transfers does: it writes one small file of the staging folder
 * anew, every few seconds. A transfer of another driver is dead if its driver's file was not written for {@link #SILENCE}, by
 * the clock of the storage; one of this driver is known by itself.
 */
public final class Heartbeat {

    /** Time between two beats. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Time without a beat after which a driver counts as dead. */
    public static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** Those of this process, by staging folder and application. */
    private static final Map<Place, Heartbeat> BEATING = new ConcurrentHashMap<>();

    private static final ScheduledExecutorService CLOCK = clock();

    private final StagingArea area;
    private final String application;
    private final Set<TransferId> held = ConcurrentHashMap.newKeySet();

    private Heartbeat(StagingArea area, String application) {
        this.area = area;
        this.application = application;
    }

    private record Place(URI root, String application) {}

    /** Makes the clock of the process, whose thread ends when nothing beats. */
    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sluice-transfers-live");
            thread.setDaemon(true);
            return thread;
        });
        clock.setKeepAliveTime(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }

    /**
     * Shows that a transfer lives, from before it returns.
     *
     * @throws TransferFailedException if the storage does not take the file
     */
    public static void hold(StagingArea area, String application, TransferId id) {
        Place place = new Place(area.place().root(), application);
        BEATING.compute(place, (key, known) -> {
            Heartbeat beating = known;
            if (beating == null) {
                beating = new Heartbeat(area, application);
                area.touch(area.pulse(application));
                beating.schedule(place);
            }
            beating.held.add(id);
            return beating;
        });
    }

    /** Says that a transfer is over, or is left to others. */
    public static void release(TransferId id) {
        // The beat ends a while later: the next transfer often follows at once.
        BEATING.values().forEach(beating -> beating.held.remove(id));
    }

    /** Returns whether a transfer of this process is going on. */
    public static boolean isHeld(TransferId id) {
        return BEATING.values().stream().anyMatch(beating -> beating.held.contains(id));
    }

    /**
     * Returns for how long a driver has been silent, by the clock of the storage.
     *
     * @param own application that asks
     * @return nothing if it has never been heard of, or has ended in good order
     */
    public static OptionalLong silenceMillis(StagingArea area, String own, String application) {
        OptionalLong last = area.written(area.pulse(application));
        return last.isEmpty() ? last : OptionalLong.of(silence(last.getAsLong(), area.now(own)));
    }

    private static long silence(long last, OptionalLong now) {
        return Math.max(0, now.orElse(last) - last);
    }

    /**
     * Deletes what drivers left that have died.
     *
     * @param own application that asks
     * @param silence for how long they must have been silent
     * @return how many they were
     */
    public static int forget(StagingArea area, String own, Duration silence) {
        List<String> applications = area.pulses();
        OptionalLong now = applications.isEmpty() ? OptionalLong.empty() : area.now(own);
        int forgotten = 0;
        for (String application : applications) {
            OptionalLong last = area.written(area.pulse(application));
            if (last.isPresent() && silence(last.getAsLong(), now) > Math.max(silence.toMillis(), SILENCE.toMillis())) {
                area.delete(area.pulse(application));
                forgotten++;
            }
        }
        return forgotten;
    }

    /** Ends all beats of this process. For the end of the application. */
    public static void endAll() {
        for (Place place : BEATING.keySet()) {
            var unused = BEATING.computeIfPresent(place, (key, known) -> {
                known.end();
                return null;
            });
        }
    }

    private void schedule(Place place) {
        var unused = CLOCK.schedule(() -> beat(place), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat(Place place) {
        // Under the lock of the place: a transfer that begins meanwhile beats anew, after the file is gone.
        Heartbeat still = BEATING.computeIfPresent(place, (key, known) -> {
            if (known.held.isEmpty()) {
                known.end();
                return null;
            }
            return known;
        });
        if (still == null) {
            return;
        }
        try {
            area.touch(area.pulse(application));
        } catch (TransferFailedException e) {
            LOG.warn(
                    "The staging folder does not show that this driver lives: {}",
                    e.failure().why());
        }
        schedule(place);
    }

    private void end() {
        try {
            area.delete(area.pulse(application));
        } catch (TransferFailedException e) {
            LOG.warn(
                    "The staging folder still shows that this driver lives: {}",
                    e.failure().why());
        }
    }
}
