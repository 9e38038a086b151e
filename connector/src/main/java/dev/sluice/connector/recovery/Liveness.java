package dev.sluice.connector.recovery;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.staging.Heartbeat;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether the driver of a transfer still works on it: one of those that any step of its entry names. The last step alone may be
 * of somebody who says that the driver is another, and dead.
 */
final class Liveness {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Environment environment;
    private final StagingArea area;

    Liveness(Environment environment, StagingArea area) {
        this.environment = environment;
        this.area = area;
    }

    /** Returns whether the transfer is worked on, as far as can be told at once. */
    boolean isLive(LedgerEntry entry) {
        return Heartbeat.isHeld(entry.id()) || !heard(others(entry)).isEmpty();
    }

    /** Returns whether the transfer is worked on. Waits until that is certain, {@link Heartbeat#SILENCE} at most. */
    boolean isLiveForSure(LedgerEntry entry) {
        if (Heartbeat.isHeld(entry.id())) {
            return true;
        }
        Map<String, Long> before = heard(others(entry));
        while (!before.isEmpty()) {
            if (!Environment.pause(LOOK)) {
                return true;
            }
            Map<String, Long> after = heard(before.keySet());
            for (Map.Entry<String, Long> each : after.entrySet()) {
                if (each.getValue() < before.getOrDefault(each.getKey(), 0L)) {
                    return true;
                }
            }
            before = after;
        }
        return false;
    }

    /** Returns for how many milliseconds those applications have been silent that have not been for long. */
    private Map<String, Long> heard(Set<String> applications) {
        Map<String, Long> heard = new LinkedHashMap<>();
        for (String application : applications) {
            Heartbeat.silenceMillis(area, environment.application(), application)
                    .ifPresent(silence -> {
                        if (silence < Heartbeat.SILENCE.toMillis()) {
                            heard.put(application, silence);
                        }
                    });
        }
        return heard;
    }

    /** Returns the applications that may work on the transfer. What this one works on it knows by itself. */
    private Set<String> others(LedgerEntry entry) {
        Set<String> applications = new LinkedHashSet<>(area.ledger().applications(entry.id()));
        applications.add(entry.application());
        applications.remove(environment.application());
        return applications;
    }
}
