package dev.sluice.pool.sql.tds.value;

/** A client sent a type that a SQL pool does not have. What comes after it in the request cannot be read. */
public final class UnsupportedTypeException extends Exception {

    private static final long serialVersionUID = 1;

    public UnsupportedTypeException(String message) {
        super(message);
    }
}
