package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.tds.login.Password;
import java.net.InetAddress;

/** Knows one user and one token. */
final class FakeAuthenticator implements Authenticator {

    @Override
    public String password(String user, Password password, InetAddress client) throws LoginRefusedException {
        if (user.equals("paused")) {
            throw LoginRefusedException.paused(user);
        }
        if (!user.equals("sluice") || !password.matches("pässword€")) {
            throw LoginRefusedException.password(user);
        }
        return user;
    }

    @Override
    public String token(Password token) throws LoginRefusedException {
        if (token.matches("expired")) {
            throw LoginRefusedException.expiredToken();
        }
        if (!token.matches("good")) {
            throw LoginRefusedException.token("bad signature");
        }
        return "principal";
    }
}
