package dev.sluice.pool.sql.tds.server;

import static java.util.Objects.requireNonNull;

/** A login is refused, with what the client is told and what only the log says. */
public final class LoginRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    /** How Azure calls the owner of a token that it does not let in. */
    private static final String TOKEN_OWNER = "<token-identified principal>";

    private final String reason;

    private LoginRefusedException(String message, String reason) {
        super(message);
        this.reason = requireNonNull(reason, "reason");
    }

    /** The user is unknown or the password is wrong. */
    public static LoginRefusedException password(String user) {
        return new LoginRefusedException("Login failed for user '" + user + "'.", "unknown user or wrong password");
    }

    /** The token's time is over. The words are Azure's: connectors find out by them that a new token will do. */
    public static LoginRefusedException expiredToken() {
        return new LoginRefusedException(
                "Login failed for user '" + TOKEN_OWNER + "'. Token is expired.", "the token is expired");
    }

    /**
     * The token is not to be trusted.
     *
     * @param reason why, for the log; without any part of the token
     */
    public static LoginRefusedException token(String reason) {
        return new LoginRefusedException("Login failed for user '" + TOKEN_OWNER + "'.", reason);
    }

    /** The way of logging in is none of this server's. */
    static LoginRefusedException unsupported(String message) {
        return new LoginRefusedException("Login failed. " + message, message);
    }

    /** Why, for the log. */
    public String reason() {
        return reason;
    }
}
