package dev.sluice.connector.publication;

import static java.util.Objects.requireNonNull;

import dev.sluice.connector.failure.TransferFailedException;

/**
 * What became of a transfer's rows. There is no fourth.
 *
 * <p>What a transfer made is deleted on {@link NotPublished} alone. After {@link Published} whatever fails is a warning. After
 * {@link Unknown} nothing is touched: the ledger keeps all that is needed to settle it later.
 */
public sealed interface Publication {

    /** Readers of the target see the rows. */
    record Published() implements Publication {}

    /** Readers of the target see what they saw before, and that cannot change any more. */
    record NotPublished(TransferFailedException why) implements Publication {
        public NotPublished {
            requireNonNull(why, "why");
        }
    }

    /** Nobody could be asked. */
    record Unknown(TransferFailedException why) implements Publication {
        public Unknown {
            requireNonNull(why, "why");
        }
    }
}
