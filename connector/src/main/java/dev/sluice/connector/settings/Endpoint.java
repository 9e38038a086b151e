package dev.sluice.connector.settings;

import static java.util.Objects.requireNonNull;

/** The database to connect to, and how to log in. */
public record Endpoint(ServerAddress server, String database, Login login) {

    public Endpoint {
        requireNonNull(server, "server");
        requireNonNull(database, "database");
        requireNonNull(login, "login");
    }

    /** Returns the endpoint as messages name it. */
    @Override
    public String toString() {
        return "database " + database + " on " + server;
    }
}
