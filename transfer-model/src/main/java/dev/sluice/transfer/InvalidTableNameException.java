package dev.sluice.transfer;

/** Says that a text or its parts do not make a table name. The message is meant for the person who typed it. */
public final class InvalidTableNameException extends IllegalArgumentException {

    InvalidTableNameException(String message) {
        super(message);
    }
}
