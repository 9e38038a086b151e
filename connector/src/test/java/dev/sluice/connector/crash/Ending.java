package dev.sluice.connector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.recovery.Recovery;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What must hold at the end of every write that was broken. */
final class Ending {

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'_'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final LocalPool pool;
    private final CrashedTable table;

    Ending(LocalPool pool, CrashedTable table) {
        this.pool = pool;
        this.table = table;
    }

    /** Makes the name of a transfer that was asked for an hour ago: nobody can take it for one that has just begun. */
    static TransferId anHourAgo() {
        return new TransferId(TIME.format(Instant.now().minusSeconds(3600))
                + '_'
                + String.format(Locale.ROOT, "%016x", COUNT.incrementAndGet()));
    }

    /** Returns {@code old} or {@code new}, which is what readers see. */
    String seen(WriteKind kind) {
        Optional<List<String>> now = table.rows();
        if (now.equals(Optional.of(kind.after()))) {
            return "new";
        }
        assertThat(now).as("what readers see").isEqualTo(kind.before());
        return "old";
    }

    /**
     * Has all collected that is left, and checks that nothing is, and that what the caller heard and what is on record agree
     * with what readers see.
     *
     * @param heard {@code published} or the code of the failure
     * @return outcome for the matrix
     */
    String check(WriteKind kind, TransferId id, String heard) {
        boolean unknown = heard.equals(ErrorCode.OUTCOME_UNKNOWN.name());
        if (!unknown) {
            assertThat(seen(kind)).as("what readers see of %s", heard).isEqualTo(told(heard.equals("published")));
        }
        Recovery recovery = Recovery.of(pool.spark());
        assertThat(recovery.collect(Duration.ZERO, false).notes()).noneMatch(note -> note.startsWith("Left"));
        String seen = seen(kind);
        if (!unknown) {
            assertThat(seen).as("what readers see after gc of %s", heard).isEqualTo(told(heard.equals("published")));
        }
        assertThat(table.leftBehind()).isEmpty();
        checkRecord(recovery, id, seen);
        return unknown ? seen + " after unknown" : seen;
    }

    /** Checks that what is on record agrees with what readers see. */
    void checkRecord(Recovery recovery, TransferId id, String seen) {
        try {
            assertThat(recovery.status(id).transfers())
                    .singleElement()
                    .satisfies(record -> assertThat(record.state())
                            .isEqualTo(seen.equals("new") ? TransferState.PUBLISHED : TransferState.NOT_PUBLISHED));
        } catch (TransferFailedException e) {
            // A transfer that failed before it made anything.
            assertThat(e.failure().code()).isEqualTo(ErrorCode.TRANSFER_NOT_FOUND);
            assertThat(seen).isEqualTo("old");
        }
    }

    private static String told(boolean published) {
        return published ? "new" : "old";
    }
}
