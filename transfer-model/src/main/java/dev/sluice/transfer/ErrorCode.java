package dev.sluice.transfer;

/** Kinds of failure. The names are part of the contract and do not change. */
public enum ErrorCode {
    /** The cell or the call is not understood. */
    INVALID_REQUEST(Origin.USER),
    /** The frame or view to write does not exist. */
    FRAME_NOT_FOUND(Origin.USER),
    /** What is to be written is no DataFrame. */
    FRAME_OF_WRONG_KIND(Origin.USER),
    /** The table to read does not exist. */
    TABLE_NOT_FOUND(Origin.USER),
    /** The table exists and the mode is error. */
    TABLE_EXISTS(Origin.USER),
    /** The frame does not fit the existing table. */
    SCHEMA_MISMATCH(Origin.USER),
    /** A column has a type that the other end does not have. */
    UNSUPPORTED_TYPE(Origin.USER),
    /** A value does not fit its column. */
    VALUE_OUT_OF_RANGE(Origin.USER),
    /** The SQL pool or the storage refused the password, key or token. */
    LOGIN_FAILED(Origin.USER),
    /** The access token is no longer valid. */
    TOKEN_EXPIRED(Origin.USER),
    /** A grant is missing. */
    PERMISSION_DENIED(Origin.USER),
    /** T-SQL that the SQL pool refused. */
    SQL_REFUSED(Origin.USER),
    /** The SQL pool does not answer. */
    SQL_POOL_UNREACHABLE(Origin.SERVICE),
    /** The storage does not answer. */
    STORAGE_UNREACHABLE(Origin.SERVICE),
    /** The two ends differ after a transfer; nothing was published. */
    VERIFICATION_FAILED(Origin.SERVICE),
    /** Whether the last step took effect cannot be known; nothing was deleted. */
    OUTCOME_UNKNOWN(Origin.SERVICE),
    /** The user cancelled. */
    CANCELLED(Origin.USER),
    /** Nothing of a transfer is on record. */
    TRANSFER_NOT_FOUND(Origin.USER),
    /** A defect of Sluice. */
    INTERNAL(Origin.INTERNAL);

    /** Who can do something about a failure. */
    public enum Origin {
        USER,
        SERVICE,
        INTERNAL
    }

    private final Origin origin;

    ErrorCode(Origin origin) {
        this.origin = origin;
    }

    /** Returns who can do something about it. */
    public Origin origin() {
        return origin;
    }
}
