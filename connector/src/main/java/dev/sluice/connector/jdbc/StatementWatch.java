package dev.sluice.connector.jdbc;

import java.sql.SQLException;

/** Hears of every statement of a connection while it runs, and may end it. */
public interface StatementWatch {

    /** Lets every statement run to its end. */
    StatementWatch NONE = statement -> () -> {};

    /**
     * Hears that a statement begins.
     *
     * @return what hears that it has ended, whichever way
     * @throws dev.sluice.connector.failure.TransferFailedException of {@link dev.sluice.transfer.ErrorCode#CANCELLED} if none
     *     is to begin any more: this one is not sent
     */
    Turn begin(Cancel statement);

    /** Tells the server that nobody wants a statement any more. */
    @FunctionalInterface
    interface Cancel {
        /** Cancels, from any thread and any number of times. Who runs the statement gets an error then, if it still runs. */
        void cancel() throws SQLException;
    }

    /** The time that a statement runs. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
