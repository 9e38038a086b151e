package dev.sluice.connector.settings;

/** How the connector proves who it is to the SQL pool. */
public sealed interface Login {

    /** With a token of the Spark pool's own identity. */
    record Token() implements Login {}

    /** With a login name and a password. */
    record Password(String user, Secret password) implements Login {}
}
