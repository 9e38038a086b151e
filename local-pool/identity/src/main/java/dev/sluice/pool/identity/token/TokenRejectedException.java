package dev.sluice.pool.identity.token;

/** A token that is not accepted. The message says why and never holds the token. */
public final class TokenRejectedException extends Exception {

    /** Why a token is not accepted, in the order of the checks. */
    public enum Reason {
        /** It is no JWT, or lacks a claim that is needed. */
        MALFORMED,
        /** It was not signed by the token service of this pool. */
        BAD_SIGNATURE,
        /** Its {@code iss} is none of this pool. */
        WRONG_ISSUER,
        /** It is for another service. */
        WRONG_AUDIENCE,
        /** Its {@code nbf} lies ahead. */
        NOT_YET_VALID,
        /** Its {@code exp} is over. */
        EXPIRED
    }

    private final Reason reason;

    TokenRejectedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns why the token is not accepted. */
    public Reason reason() {
        return reason;
    }
}
