package dev.sluice.pool.sql.session;

import static java.util.Objects.requireNonNull;

/**
 * Who opens a session, as far as the protocol has checked it.
 *
 * @param login who logged in
 * @param method how
 * @param database the database asked for, or empty for the default one
 * @param application what the client calls itself, which nobody has checked; may be empty
 */
public record ClientLogin(String login, Method method, String database, String application) {

    /** How somebody logs in: names of logins and names of the directory's principals are not the same names. */
    public enum Method {
        /** With a password. */
        PASSWORD,
        /** With an access token. */
        TOKEN
    }

    public ClientLogin {
        requireNonNull(login, "login");
        requireNonNull(method, "method");
        requireNonNull(database, "database");
        requireNonNull(application, "application");
    }
}
