package dev.sluice.kernel.protocol;

import dev.sluice.kernel.message.Header;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * A cell that failed with {@code stop_on_error}, which aborts the cells that were sent before their sender could see it.
 *
 * <p>Those are the cells that had been received by then. But the cells of "run all" may still be on their way when the first
 * one fails at once. A later cell of the same client is known to be sent before the failure too if, by the client's own
 * clock, less time passed between the two than the failing cell took here. Clocks of different machines are never compared.
 *
 * @param request the cell that failed
 * @param at when it failed, by the kernel's clock
 */
record Failure(Request request, Instant at) {

    /** Says whether a cell is to be aborted. */
    boolean aborts(Request later) {
        return later.received().isBefore(at) || wasSentBefore(later);
    }

    private boolean wasSentBefore(Request later) {
        if (!later.header().session().equals(request.header().session())) {
            return false;
        }
        Optional<Instant> failingSent = sent(request.header());
        Optional<Instant> laterSent = sent(later.header());
        if (failingSent.isEmpty() || laterSent.isEmpty()) {
            return false;
        }
        Duration between = Duration.between(failingSent.get(), laterSent.get());
        return !between.isNegative() && request.received().plus(between).isBefore(at);
    }

    /** Reads the date of a header. Clients that write no zone (jupyter-client before 8) mean UTC. */
    private static Optional<Instant> sent(Header header) {
        try {
            TemporalAccessor date =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(header.date(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    date instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
