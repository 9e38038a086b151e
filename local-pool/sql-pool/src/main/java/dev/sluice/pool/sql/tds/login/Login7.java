package dev.sluice.pool.sql.tds.login;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * LOGIN7 (MS-TDS 2.2.6.4): fixed fields, a table of offsets and lengths, then what they point at.
 *
 * @param packetSize what the client wants, 0 for the server's choice
 * @param asksForWindowsLogin whether the client wants to log in with SSPI
 * @param federatedLogin how the client logs in with a token, if it does
 */
public record Login7(
        TdsVersion version,
        int packetSize,
        boolean asksForWindowsLogin,
        String user,
        Password password,
        String application,
        String database,
        Optional<FederatedLogin> federatedLogin) {

    /** The most that a LOGIN7 may have. */
    public static final int MAX_LENGTH = 128 * 1024 - 1;

    private static final int VERSION = 4;
    private static final int PACKET_SIZE = 8;
    private static final int OPTION_FLAGS_2 = 25;
    private static final int OPTION_FLAGS_3 = 27;
    private static final int USER = 40;
    private static final int PASSWORD = 44;
    private static final int APPLICATION = 48;
    private static final int EXTENSION = 56;
    private static final int DATABASE = 68;
    /** Bytes before the variable part in TDS 7.1, the shortest that is understood far enough to be refused. */
    private static final int FIXED_LENGTH = 86;

    private static final int WINDOWS_LOGIN = 0x80;
    private static final int HAS_EXTENSION = 0x10;
    private static final int MAX_NAME = 128;

    public Login7 {
        requireNonNull(version, "version");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(application, "application");
        requireNonNull(database, "database");
        requireNonNull(federatedLogin, "federatedLogin");
    }

    /** Reads a login. Each offset and length is checked against the message. */
    public static Login7 read(WireReader message) throws ProtocolException {
        int length = message.part(0, 4).i32();
        if (length != message.remaining() || length < FIXED_LENGTH) {
            throw new ProtocolException("Invalid LOGIN7: it says " + length + " bytes and has " + message.remaining());
        }
        boolean windows = (message.part(OPTION_FLAGS_2, 1).u8() & WINDOWS_LOGIN) != 0;
        return new Login7(
                TdsVersion.of(message.part(VERSION, 4).i32()),
                message.part(PACKET_SIZE, 4).i32(),
                windows,
                text(message, USER),
                Password.revealed(field(message, PASSWORD, 2)),
                text(message, APPLICATION),
                text(message, DATABASE),
                federatedLogin(message));
    }

    private static Optional<FederatedLogin> federatedLogin(WireReader message) throws ProtocolException {
        if ((message.part(OPTION_FLAGS_3, 1).u8() & HAS_EXTENSION) == 0) {
            return Optional.empty();
        }
        int offset = field(message, EXTENSION, 1).i32();
        return FeatureExtensions.federatedLogin(message.part(offset, message.remaining() - offset));
    }

    private static String text(WireReader message, int at) throws ProtocolException {
        WireReader field = field(message, at, 2);
        if (field.remaining() > MAX_NAME * 2) {
            throw new ProtocolException("Invalid LOGIN7: a name of " + field.remaining() / 2 + " characters");
        }
        return field.restAsText();
    }

    private static WireReader field(WireReader message, int at, int unit) throws ProtocolException {
        WireReader entry = message.part(at, 4);
        int offset = entry.u16();
        int length = entry.u16() * unit;
        // An empty field may point anywhere: some clients leave its offset 0 or put it behind the end.
        return length == 0 ? message.part(0, 0) : message.part(offset, length);
    }

    /** What {@link Password} hides, each nibble pair swapped and xored by the client. */
    static String unscrambled(byte[] scrambled) {
        byte[] text = new byte[scrambled.length];
        for (int i = 0; i < text.length; i++) {
            int plain = (scrambled[i] ^ 0xA5) & 0xFF;
            text[i] = (byte) ((plain >> 4) | (plain << 4));
        }
        return new String(text, StandardCharsets.UTF_16LE);
    }
}
