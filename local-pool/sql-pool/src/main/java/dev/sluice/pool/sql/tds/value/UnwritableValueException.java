package dev.sluice.pool.sql.tds.value;

/** A value that its type on the wire has no room for. */
public final class UnwritableValueException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnwritableValueException(String message) {
        super(message);
    }
}
