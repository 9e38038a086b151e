package dev.sluice.connector.recovery;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.staging.Heartbeat;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import java.time.Duration;
import java.util.OptionalLong;

/** Whether the driver of a transfer still works on it. */
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
        if (Heartbeat.isHeld(entry.id())) {
            return true;
        }
        if (isOfThisApplication(entry)) {
            return false;
        }
        OptionalLong silence = silence(entry);
        return silence.isPresent() && silence.getAsLong() < Heartbeat.SILENCE.toMillis();
    }

    /** Returns whether the transfer is worked on. Waits until that is certain, {@link Heartbeat#SILENCE} at most. */
    boolean isLiveForSure(LedgerEntry entry) {
        if (Heartbeat.isHeld(entry.id()) || isOfThisApplication(entry)) {
            return Heartbeat.isHeld(entry.id());
        }
        OptionalLong before = silence(entry);
        while (before.isPresent() && before.getAsLong() < Heartbeat.SILENCE.toMillis()) {
            if (!Environment.pause(LOOK)) {
                return true;
            }
            OptionalLong after = silence(entry);
            if (after.isPresent() && after.getAsLong() < before.getAsLong()) {
                return true;
            }
            before = after;
        }
        return false;
    }

    private boolean isOfThisApplication(LedgerEntry entry) {
        return entry.application().equals(environment.application());
    }

    private OptionalLong silence(LedgerEntry entry) {
        return Heartbeat.silenceMillis(area, environment.application(), entry.application());
    }
}
