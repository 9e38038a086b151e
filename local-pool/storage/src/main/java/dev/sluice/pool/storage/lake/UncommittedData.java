package dev.sluice.pool.storage.lake;

/** What a flush does with bytes that were appended beyond the flushed length. */
public enum UncommittedData {
    /** They wait for a later flush. */
    KEPT,
    /** They are gone. */
    DROPPED
}
