package dev.sluice.connector.recovery;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.publication.Leftovers;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is on record of the transfers of a staging folder: how they have ended, or how far they have come. Changes nothing. */
final class TransferLog {

    private final Environment environment;
    private final StagingArea area;
    private final Liveness liveness;

    TransferLog(Environment environment, StagingArea area) {
        this.environment = environment;
        this.area = area;
        this.liveness = new Liveness(environment, area);
    }

    /** Returns the newest transfers, newest first. */
    List<TransferRecord> newest(int most) {
        Set<TransferId> ids = new LinkedHashSet<>(area.ledger().ids());
        ids.addAll(area.history().newest(most));
        List<TransferRecord> records = new ArrayList<>();
        ids.stream()
                .sorted(Comparator.comparing(TransferId::text).reversed())
                .limit(most)
                .forEach(id -> find(id).ifPresent(records::add));
        return records;
    }

    /** Returns what is known of a transfer. */
    Optional<TransferRecord> find(TransferId id) {
        Optional<LedgerEntry> entry = area.ledger().read(id);
        Optional<TransferRecord> ended = area.history().read(id);
        if (entry.isEmpty()) {
            return ended;
        }
        List<String> left = new Leftovers(environment.statements(), area, entry.get()).all();
        return Optional.of(ended.map(record -> leaving(record, left)).orElseGet(() -> record(entry.get(), left)));
    }

    private TransferRecord record(LedgerEntry entry, List<String> left) {
        return new TransferRecord(
                TransferRecord.VERSION,
                entry.id(),
                entry.operation(),
                entry.table(),
                entry.server(),
                entry.application(),
                entry.started(),
                null,
                state(entry),
                entry.step().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                entry.rows(),
                0,
                0,
                List.of(),
                List.of(),
                null,
                left);
    }

    private TransferState state(LedgerEntry entry) {
        if (liveness.isLive(entry)) {
            return TransferState.RUNNING;
        }
        return endOf(entry);
    }

    /** Returns how a transfer has ended whose driver is dead. */
    static TransferState endOf(LedgerEntry entry) {
        return switch (entry.step()) {
            case PUBLISHING -> TransferState.UNKNOWN;
            case PUBLISHED -> TransferState.PUBLISHED;
            case STAGING, LOADING, NOT_PUBLISHED ->
                entry.operation().equals(LedgerEntry.READ) ? TransferState.NOT_EXPORTED : TransferState.NOT_PUBLISHED;
        };
    }

    static TransferRecord leaving(TransferRecord record, List<String> left) {
        return new TransferRecord(
                record.version(),
                record.id(),
                record.operation(),
                record.table(),
                record.server(),
                record.application(),
                record.started(),
                record.ended(),
                record.state(),
                record.step(),
                record.rows(),
                record.bytes(),
                record.files(),
                record.phases(),
                record.fingerprints(),
                record.code(),
                left);
    }
}
