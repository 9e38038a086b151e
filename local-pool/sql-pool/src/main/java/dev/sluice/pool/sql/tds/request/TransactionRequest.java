package dev.sluice.pool.sql.tds.request;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;

/**
 * A request to the transaction manager (MS-TDS 2.2.6.9). Names and isolation levels are read and have no effect: a SQL
 * pool has one level and no named transactions.
 *
 * @param beginsAnother whether a new transaction is to begin once this one has ended
 */
public record TransactionRequest(Kind kind, boolean beginsAnother) {

    private static final int BEGIN_ANOTHER = 0x01;

    /** What is asked for. */
    public enum Kind {
        /** Begin a transaction. */
        BEGIN,
        /** Commit it. */
        COMMIT,
        /** Roll it back. */
        ROLLBACK,
        /** Make a savepoint. */
        SAVE,
        /** Take part in a distributed transaction. */
        DISTRIBUTED
    }

    public TransactionRequest {
        requireNonNull(kind, "kind");
    }

    /** Reads a request. */
    public static TransactionRequest read(WireReader request) throws ProtocolException {
        AllHeaders.skip(request);
        int type = request.u16();
        return switch (type) {
            case 0, 1, 6 -> new TransactionRequest(Kind.DISTRIBUTED, false);
            case 5 -> {
                // Isolation level and name, whose length is in bytes.
                request.skip(1);
                request.skip(request.u8());
                yield new TransactionRequest(Kind.BEGIN, false);
            }
            case 7 -> end(Kind.COMMIT, request);
            case 8 -> end(Kind.ROLLBACK, request);
            case 9 -> new TransactionRequest(Kind.SAVE, false);
            default -> throw new ProtocolException("Invalid transaction request: type " + type);
        };
    }

    private static TransactionRequest end(Kind kind, WireReader request) throws ProtocolException {
        request.skip(request.u8());
        boolean another = request.remaining() > 0 && (request.u8() & BEGIN_ANOTHER) != 0;
        return new TransactionRequest(kind, another);
    }
}
