package dev.sluice.connector.jdbc;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import dev.sluice.connector.auth.AccessToken;
import dev.sluice.connector.auth.TokenSource;
import dev.sluice.connector.settings.Endpoint;
import dev.sluice.connector.settings.Login;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Opens connections to a SQL pool. They are always encrypted, and the certificate is always checked against what the JVM
 * trusts.
 */
public final class PoolConnector {

    /** Long enough for a paused network, short enough for a person who waits. */
    private static final int LOGIN_TIMEOUT_SECONDS = 15;

    /** Number of the server's error, which is the same for every reason. */
    private static final int LOGIN_FAILED = 18456;

    private final Endpoint endpoint;
    private final TokenSource tokens;
    private final StatementWatch watch;

    /**
     * Makes a connector.
     *
     * @param watch hears of every statement
     */
    public PoolConnector(Endpoint endpoint, TokenSource tokens, StatementWatch watch) {
        this.endpoint = endpoint;
        this.tokens = tokens;
        this.watch = watch;
    }

    /** Returns where connections go. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Opens a connection to write. */
    public PoolSession open(Consumer<String> log) {
        return open(log, Purpose.WRITE);
    }

    /**
     * Opens a connection.
     *
     * @param log is told every statement that runs
     * @param purpose what it is for
     * @throws dev.sluice.connector.failure.TransferFailedException if the server does not answer or refuses the login
     */
    public PoolSession open(Consumer<String> log, Purpose purpose) {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setServerName(endpoint.server().host());
        source.setPortNumber(endpoint.server().port());
        source.setDatabaseName(endpoint.database());
        source.setEncrypt("true");
        source.setTrustServerCertificate(false);
        source.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
        source.setConnectRetryCount(1);
        source.setConnectRetryInterval(1);
        source.setApplicationName("Sluice");
        Instant expiry = Instant.MAX;
        if (endpoint.login() instanceof Login.Password login) {
            source.setUser(login.user());
            source.setPassword(login.password().reveal());
        } else {
            AccessToken token = tokens.token(TokenSource.SQL_RESOURCE);
            expiry = token.expiry();
            source.setAccessToken(token.text());
        }
        ServerErrors errors = new ServerErrors(endpoint, purpose);
        try {
            return new PoolSession(source.getConnection(), errors, log, watch);
        } catch (SQLException e) {
            if (e.getErrorCode() == LOGIN_FAILED && expiry.isBefore(Instant.now())) {
                throw errors.expired(e);
            }
            throw errors.translate(e);
        }
    }
}
