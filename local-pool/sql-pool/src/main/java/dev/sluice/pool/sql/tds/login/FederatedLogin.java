package dev.sluice.pool.sql.tds.login;

/** How a client logs in with a token. */
public sealed interface FederatedLogin {

    /** The token came in LOGIN7. */
    record Token(Password token) implements FederatedLogin {}

    /** The client waits to be told where to get the token (FEDAUTHINFO) and then sends it in a message of its own. */
    record Workflow() implements FederatedLogin {}
}
