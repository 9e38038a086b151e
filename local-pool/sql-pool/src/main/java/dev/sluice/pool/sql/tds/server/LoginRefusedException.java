package dev.sluice.pool.sql.tds.server;

import static java.util.Objects.requireNonNull;

/** A login is refused, with what the client is told and what only the log says. */
public final class LoginRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    /** How Azure calls the owner of a token that it does not let in. */
    private static final String TOKEN_OWNER = "<token-identified principal>";

    private static final int USUAL_STATE = 1;

    /** State of the error where Azure's guard against guessing (DoSGuard) refuses a login without a look at it. */
    private static final int PAUSED_STATE = 113;

    private final String reason;
    private final int state;

    private LoginRefusedException(String message, String reason, int state) {
        super(message);
        this.reason = requireNonNull(reason, "reason");
        this.state = state;
    }

    private LoginRefusedException(String message, String reason) {
        this(message, reason, USUAL_STATE);
    }

    /** The user is unknown or the password is wrong. */
    public static LoginRefusedException password(String user) {
        return new LoginRefusedException("Login failed for user '" + user + "'.", "unknown user or wrong password");
    }

    /** The login failed so often that its password is not looked at for a while. */
    public static LoginRefusedException paused(String user) {
        return new LoginRefusedException(
                "Login failed for user '" + user + "'.", "too many failures; it pauses for some seconds", PAUSED_STATE);
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

    /** The state of the error that tells the client. */
    public int state() {
        return state;
    }

    /** Why, for the log. */
    public String reason() {
        return reason;
    }
}
