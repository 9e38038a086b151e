package dev.sluice.pool.sql;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.identity.secret.Secret;
import dev.sluice.pool.identity.token.TokenRejectedException;
import dev.sluice.pool.identity.token.TokenVerifier;
import dev.sluice.pool.sql.tds.login.Password;
import dev.sluice.pool.sql.tds.server.Authenticator;
import dev.sluice.pool.sql.tds.server.LoginRefusedException;
import java.net.InetAddress;
import java.util.function.BiPredicate;

/**
 * Lets in who the local pool knows: the administrator by the password of the identity folder, logins that T-SQL made by
 * theirs, and owners of tokens that the local token service signed for a SQL pool.
 */
final class IdentityAuthenticator implements Authenticator {

    private final String administrator;
    private final Secret administratorPassword;
    private final BiPredicate<String, char[]> otherLogins;
    private final TokenVerifier tokens;

    /**
     * Makes an authenticator.
     *
     * @param administrator login of the administrator; names of logins are equal whatever their case
     * @param otherLogins whether there is such a login with such a password
     */
    IdentityAuthenticator(
            String administrator,
            Secret administratorPassword,
            BiPredicate<String, char[]> otherLogins,
            TokenVerifier tokens) {
        this.administrator = requireNonNull(administrator, "administrator");
        this.administratorPassword = requireNonNull(administratorPassword, "administratorPassword");
        this.otherLogins = requireNonNull(otherLogins, "otherLogins");
        this.tokens = requireNonNull(tokens, "tokens");
    }

    /** Whether it is the administrator, whose password is random and long. */
    boolean isAdministrator(String user) {
        return user.equalsIgnoreCase(administrator);
    }

    @Override
    public String password(String user, Password password, InetAddress client) throws LoginRefusedException {
        if (isAdministrator(user)) {
            if (administratorPassword.isEqualTo(password.reveal())) {
                return administrator;
            }
        } else if (otherLogins.test(user, password.reveal().toCharArray())) {
            return user;
        }
        throw LoginRefusedException.password(user);
    }

    @Override
    public String token(Password token) throws LoginRefusedException {
        try {
            return tokens.verify(token.reveal()).principal();
        } catch (TokenRejectedException e) {
            throw switch (e.reason()) {
                case EXPIRED -> LoginRefusedException.expiredToken();
                default -> LoginRefusedException.token(String.valueOf(e.getMessage()));
            };
        }
    }
}
