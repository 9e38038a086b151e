package dev.sluice.connector.verification;

/** How the values of a column are compared. */
public enum Hashing {
    /** Together with the other values of their row. */
    WITH_ROW("count, hash of whole rows"),
    /** By themselves, because the table may keep other ones. */
    ALONE("count, hash of its values"),
    /** By their number only, because the table keeps other ones. */
    NOT("count; not its values, which were changed");

    private final String words;

    Hashing(String words) {
        this.words = words;
    }

    /** Returns what is compared, in words. */
    String words() {
        return words;
    }

    /** Returns whether both ends hash the column by itself. */
    boolean isApart() {
        return this != WITH_ROW;
    }
}
