package dev.sluice.magics.cell;

/** Whether a text is a whole cell. */
public enum Completeness {
    COMPLETE,
    INCOMPLETE,
    INVALID,
    UNKNOWN
}
