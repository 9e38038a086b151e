package dev.sluice.pool.sql.session;

import static java.util.Objects.requireNonNull;

/**
 * Who opens a session, as far as the protocol has checked it.
 *
 * @param login who logged in
 * @param database the database asked for, or empty for the default one
 * @param application what the client calls itself, which nobody has checked; may be empty
 */
public record ClientLogin(String login, String database, String application) {

    public ClientLogin {
        requireNonNull(login, "login");
        requireNonNull(database, "database");
        requireNonNull(application, "application");
    }
}
