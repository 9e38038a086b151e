package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.ClientLogin;
import dev.sluice.pool.sql.session.SqlEngine;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.tds.login.FederatedLogin;
import dev.sluice.pool.sql.tds.login.FederatedLoginToken;
import dev.sluice.pool.sql.tds.login.Login7;
import dev.sluice.pool.sql.tds.login.Password;
import dev.sluice.pool.sql.tds.packet.Message;
import dev.sluice.pool.sql.tds.packet.MessageType;
import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.token.Done;
import dev.sluice.pool.sql.tds.token.EnvironmentChange;
import dev.sluice.pool.sql.tds.token.FeatureAcknowledgement;
import dev.sluice.pool.sql.tds.token.FederatedLoginInfo;
import dev.sluice.pool.sql.tds.token.LoginAcknowledgement;
import dev.sluice.pool.sql.tds.token.ServerMessage;
import dev.sluice.pool.sql.tds.token.Token;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Logs a client in.
 *
 * <pre>
 * LOGIN7 (password)            -> ENVCHANGE.. LOGINACK DONE                   or ERROR DONE(error), and the end
 * LOGIN7 (token)               -> the same with FEATUREEXTACK
 * LOGIN7 (workflow)            -> FEDAUTHINFO; token message -> as with a token
 * </pre>
 */
final class Login {

    private static final int LOGIN_FAILED = 18456;
    private static final int SEVERITY = 14;
    private static final int MIN_PACKET_SIZE = 512;
    private static final int MAX_PACKET_SIZE = 32767;
    /** A packet is to fit a TLS record. */
    private static final int MAX_ENCRYPTED_PACKET_SIZE = 16383;

    /** The service that tokens for a SQL pool are for. */
    private static final String PRINCIPAL = "https://database.windows.net/";

    private final Handshake handshake;
    private final ServerSettings settings;
    private final SqlEngine engine;
    private final Authenticator authenticator;
    private final InetAddress client;
    private final BooleanSupplier room;

    /**
     * Makes the login of one connection.
     *
     * @param client where the client is
     * @param room takes the place of a session, if there is one left
     */
    Login(
            Handshake handshake,
            ServerSettings settings,
            SqlEngine engine,
            Authenticator authenticator,
            InetAddress client,
            BooleanSupplier room) {
        this.handshake = handshake;
        this.settings = settings;
        this.engine = engine;
        this.authenticator = authenticator;
        this.client = client;
        this.room = room;
    }

    /** A client that is in. */
    record Client(SqlSession session, TdsVersion version) {}

    /**
     * Reads the login and answers it.
     *
     * @return empty if the login was refused and the client told so
     */
    Optional<Client> run() throws IOException {
        Message message = handshake.login().isPresent()
                ? handshake.login().get()
                : expect(MessageType.LOGIN7, handshake.logins().read(Login7.MAX_LENGTH));
        Login7 login = Login7.read(message.body());
        TdsVersion version = version(login);
        try {
            requireReadable(version);
            String user = authenticate(login, version);
            if (!room.getAsBoolean()) {
                throw new SqlError(
                        10928,
                        16,
                        1,
                        1,
                        "The session limit of the local SQL pool is " + settings.maxConnections()
                                + " and has been reached. Close sessions that are not in use.");
            }
            SqlSession session =
                    engine.open(new ClientLogin(user, method(login), login.database(), login.application()));
            accept(login, version, session);
            return Optional.of(new Client(session, version));
        } catch (LoginRefusedException e) {
            TdsServer.LOG.log(Level.INFO, "Refused a login: " + e.reason());
            refuse(version, new ServerMessage(LOGIN_FAILED, e.state(), SEVERITY, String.valueOf(e.getMessage()), 1));
        } catch (SqlError e) {
            TdsServer.LOG.log(Level.INFO, "Refused a login: " + e.getMessage());
            refuse(version, ServerMessage.of(e));
        }
        return Optional.empty();
    }

    private static ClientLogin.Method method(Login7 login) {
        return login.federatedLogin().isEmpty() ? ClientLogin.Method.PASSWORD : ClientLogin.Method.TOKEN;
    }

    private TdsVersion version(Login7 login) {
        boolean strictOnly = login.version() == TdsVersion.V8_0 && !handshake.strict();
        return strictOnly ? TdsVersion.V7_4 : login.version();
    }

    private static void requireReadable(TdsVersion version) throws LoginRefusedException {
        if (!version.isAtLeast(TdsVersion.V7_2)) {
            throw LoginRefusedException.unsupported(
                    "The client speaks a TDS older than 7.2. Use a driver of SQL Server 2005 or later.");
        }
    }

    private String authenticate(Login7 login, TdsVersion version) throws IOException, LoginRefusedException {
        if (login.asksForWindowsLogin()) {
            throw LoginRefusedException.unsupported(
                    "Windows authentication is not supported. Use a SQL login or an access token.");
        }
        if (login.federatedLogin().isEmpty()) {
            return authenticator.password(login.user(), login.password(), client);
        }
        if (!handshake.encrypted()) {
            throw LoginRefusedException.unsupported(
                    "An access token is taken over an encrypted connection only. Connect with encrypt=true.");
        }
        if (login.federatedLogin().get() instanceof FederatedLogin.Token token) {
            return authenticator.token(token.token());
        }
        return authenticator.token(tokenByWorkflow(version));
    }

    private Password tokenByWorkflow(TdsVersion version) throws IOException {
        MessageWriter out = handshake.answers();
        new FederatedLoginInfo(settings.tokenService(), PRINCIPAL).write(out, version);
        out.finish();
        Message message = expect(MessageType.FEDAUTH_TOKEN, handshake.requests().read(Login7.MAX_LENGTH));
        return FederatedLoginToken.read(message.body());
    }

    private void accept(Login7 login, TdsVersion version, SqlSession session) throws IOException {
        MessageWriter out = handshake.answers();
        String database = session.database();
        int packetSize = packetSize(login);
        write(out, version, EnvironmentChange.database(database, "master"));
        write(out, version, ServerMessage.notice(5701, "Changed database context to '" + database + "'."));
        write(out, version, EnvironmentChange.collation());
        write(out, version, EnvironmentChange.language("us_english"));
        write(out, version, ServerMessage.notice(5703, "Changed language setting to us_english."));
        write(out, version, new LoginAcknowledgement());
        write(out, version, EnvironmentChange.packetSize(packetSize, MessageWriter.INITIAL_PACKET_SIZE));
        if (login.federatedLogin().isPresent()) {
            write(out, version, new FeatureAcknowledgement());
        }
        write(out, version, Done.plain(Done.Kind.STATEMENT));
        try {
            out.finish();
        } catch (IOException e) {
            session.close();
            throw e;
        }
        out.packetSize(packetSize);
    }

    private int packetSize(Login7 login) {
        if (login.packetSize() == 0) {
            return MessageWriter.INITIAL_PACKET_SIZE;
        }
        int most = handshake.encrypted() ? MAX_ENCRYPTED_PACKET_SIZE : MAX_PACKET_SIZE;
        return Math.max(MIN_PACKET_SIZE, Math.min(most, login.packetSize()));
    }

    private void refuse(TdsVersion version, ServerMessage error) throws IOException {
        MessageWriter out = handshake.answers();
        write(out, version, error);
        write(out, version, Done.failed(Done.Kind.STATEMENT));
        out.finish();
    }

    private static void write(MessageWriter out, TdsVersion version, Token token) {
        token.write(out, version);
    }

    private static Message expect(MessageType type, Message message) throws ProtocolException {
        if (message.type() != type) {
            throw new ProtocolException("A message of type " + message.type() + " instead of " + type);
        }
        return message;
    }
}
