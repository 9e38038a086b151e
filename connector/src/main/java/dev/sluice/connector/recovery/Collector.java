package dev.sluice.connector.recovery;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.publication.Leftovers;
import dev.sluice.connector.staging.Heartbeat;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReport;
import dev.sluice.transfer.TransferReport.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes away what transfers of dead drivers have left behind. What it leaves alone it says, and why. */
final class Collector {

    /** How long it stays on record how a transfer has ended. */
    static final Duration ON_RECORD = Duration.ofDays(30);

    private final Environment environment;
    private final StagingArea area;
    private final PoolConnector pool;
    private final Liveness liveness;
    private final Duration olderThan;
    private final boolean dryRun;
    private final List<Removal> removals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Collector(Environment environment, StagingArea area, PoolConnector pool, Duration olderThan, boolean dryRun) {
        this.environment = environment;
        this.area = area;
        this.pool = pool;
        this.liveness = new Liveness(environment, area);
        this.olderThan = olderThan;
        this.dryRun = dryRun;
    }

    TransferReport collect() {
        for (TransferId id : area.ledger().ids()) {
            try {
                area.ledger().read(id).ifPresentOrElse(this::collect, () -> collectUnwritten(id));
            } catch (TransferFailedException e) {
                notes.add("Left alone: " + id + ". " + e.failure().what() + ": "
                        + e.failure().why());
            }
        }
        forget();
        if (!dryRun) {
            // It tells nothing to anybody: a driver that lives writes its own anew.
            int dead = Heartbeat.forget(area, environment.application(), olderThan);
            if (dead > 0) {
                notes.add("Marks of " + dead + " Spark applications that have died were removed");
            }
        }
        return new TransferReport("gc", List.of(), removals, notes);
    }

    private void collect(LedgerEntry entry) {
        Duration age = Duration.between(Instant.parse(entry.started()), Instant.now());
        if (age.compareTo(olderThan) < 0) {
            notes.add("Left alone: " + entry.id() + " began " + words(age) + " ago");
            return;
        }
        if (liveness.isLive(entry)) {
            notes.add("Left alone: Spark application " + entry.application() + " works on " + entry.id()
                    + ", or reads its files");
            return;
        }
        Unfinished unfinished = new Unfinished(environment, area, pool, entry);
        if (dryRun) {
            Leftovers leftovers = new Leftovers(environment.statements(), area, entry);
            List<Leftovers.Left> spared = leftovers.spared();
            leftovers
                    .all()
                    .forEach(what -> removals.add(new Removal(
                            entry.id(),
                            what,
                            spared.stream()
                                    .filter(left -> left.what().equals(what))
                                    .findFirst()
                                    .map(left -> left.fate() == Leftovers.Fate.KEPT ? left.why() : "to be left alone")
                                    .orElse("to be removed"))));
            return;
        }
        unfinished.settle();
        removals.addAll(unfinished.end());
        notes.add("Transfer " + entry.id() + " is " + unfinished.state());
    }

    /** An entry whose first step is not there whole names no application: its age alone tells whether it is still written. */
    private void collectUnwritten(TransferId id) {
        Duration age = Duration.between(id.time(), Instant.now());
        boolean young = age.compareTo(olderThan) < 0 || age.compareTo(Heartbeat.SILENCE) < 0;
        if (!dryRun && !young && !Heartbeat.isHeld(id)) {
            area.ledger().closeUnwritten(id);
            notes.add("Transfer " + id + " had not made anything");
        }
    }

    private void forget() {
        Instant limit = Instant.now().minus(ON_RECORD);
        List<TransferId> old = area.history().newest(Integer.MAX_VALUE).stream()
                .filter(id -> id.time().isBefore(limit))
                .toList();
        if (!dryRun) {
            old.forEach(area.history()::delete);
        }
        if (!old.isEmpty()) {
            notes.add("Records of " + old.size() + " transfers that are older than " + words(ON_RECORD)
                    + (dryRun ? " are to be removed" : " were removed"));
        }
    }

    private static String words(Duration time) {
        if (time.toDays() > 1) {
            return time.toDays() + " days";
        }
        if (time.toHours() > 1) {
            return time.toHours() + " hours";
        }
        return time.toMinutes() > 1 ? time.toMinutes() + " minutes" : Math.max(0, time.toSeconds()) + " seconds";
    }
}
