package dev.sluice.pool.identity.fault;

/** When a fault strikes, as seen from the effect of the request. */
public enum Moment {
    /** Before the request is executed. */
    BEFORE,
    /** While it is executed: whatever becomes of the client, the effect comes. */
    DURING,
    /** After it was executed, before its answer is sent. */
    AFTER
}
