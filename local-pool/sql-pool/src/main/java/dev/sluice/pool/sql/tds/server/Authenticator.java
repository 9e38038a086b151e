package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.tds.login.Password;
import java.net.InetAddress;

/** Says who may log in. Called from the threads of connections. */
public interface Authenticator {

    /**
     * Checks a password.
     *
     * @param client where the client is
     * @return the login to open a session for
     * @throws LoginRefusedException if the user is unknown or the password is another one, without a hint which, or if it
     *     failed too often
     */
    String password(String user, Password password, InetAddress client) throws LoginRefusedException;

    /**
     * Checks an access token.
     *
     * @return the login that the token stands for
     * @throws LoginRefusedException if the token is not signed by who is trusted, is for another service, or has expired
     */
    String token(Password token) throws LoginRefusedException;
}
