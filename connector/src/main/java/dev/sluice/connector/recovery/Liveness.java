package dev.sluice.connector.recovery;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.staging.Heartbeat;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

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
        return Heartbeat.isHeld(entry.id()) || others(entry).anyMatch(this::isLive);
    }

    private boolean isLive(String application) {
        OptionalLong silence = silence(application);
        return silence.isPresent() && silence.getAsLong() < Heartbeat.SILENCE.toMillis();
    }

    /** Returns whether the transfer is worked on. Waits until that is certain, {@link Heartbeat#SILENCE} at most. */
    boolean isLiveForSure(LedgerEntry entry) {
        return Heartbeat.isHeld(entry.id()) || others(entry).anyMatch(this::isLiveForSure);
    }

    private boolean isLiveForSure(String application) {
        OptionalLong before = silence(application);
        while (before.isPresent() && before.getAsLong() < Heartbeat.SILENCE.toMillis()) {
            if (!Environment.pause(LOOK)) {
                return true;
            }
            OptionalLong after = silence(application);
            if (after.isPresent() && after.getAsLong() < before.getAsLong()) {
                return true;
            }
            before = after;
        }
        return false;
    }

    /** Returns the applications that may work on the transfer. What this one works on it knows by itself. */
    private Stream<String> others(LedgerEntry entry) {
        Set<String> applications = new LinkedHashSet<>(area.ledger().applications(entry.id()));
        applications.add(entry.application());
        return applications.stream().filter(application -> !application.equals(environment.application()));
    }

    private OptionalLong silence(String application) {
        return Heartbeat.silenceMillis(area, environment.application(), application);
    }
}
