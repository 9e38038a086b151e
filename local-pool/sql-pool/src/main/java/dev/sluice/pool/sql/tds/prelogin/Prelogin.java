package dev.sluice.pool.sql.tds.prelogin;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;

/**
 * What a client says before it logs in, and what the server answers: a list of options (token, offset and length,
 * big-endian) that ends with 0xFF, then the options' data.
 *
 * @param asksForFederatedLogin whether the client wants to be told whether it has to log in with a token
 */
public record Prelogin(Encryption encryption, boolean asksForFederatedLogin) {

    private static final int VERSION = 0x00;
    private static final int ENCRYPTION = 0x01;
    private static final int INSTANCE = 0x02;
    private static final int THREAD = 0x03;
    private static final int MARS = 0x04;
    private static final int FEDERATED_LOGIN_REQUIRED = 0x06;
    private static final int END = 0xFF;

    /** Version 12.0.2000, which Azure's services name: major, minor, build (big-endian), sub-build. */
    private static final byte[] SERVER_VERSION = {12, 0, 0x07, (byte) 0xD0, 0, 0};

    private static final byte[] NOTHING = {};
    private static final byte[] ZERO = {0};
    private static final byte[] ONE = {1};

    public Prelogin {
        requireNonNull(encryption, "encryption");
    }

    /** Reads a client's message. Options that this server has no use for are passed over. */
    public static Prelogin read(WireReader message) throws ProtocolException {
        WireReader list = message.part(0, message.remaining());
        Encryption encryption = Encryption.NOT_SUPPORTED;
        boolean federated = false;
        for (int token = list.u8(); token != END; token = list.u8()) {
            int offset = list.u16BigEndian();
            WireReader data = message.part(offset, list.u16BigEndian());
            if (token == ENCRYPTION) {
                encryption = Encryption.of(data.u8());
            } else if (token == FEDERATED_LOGIN_REQUIRED) {
                federated = data.u8() != 0;
            }
        }
        return new Prelogin(encryption, federated);
    }

    /** Writes the answer: this encryption, the default instance, no MARS. */
    public void write(MessageWriter out) {
        int[] tokens = {VERSION, ENCRYPTION, INSTANCE, THREAD, MARS, FEDERATED_LOGIN_REQUIRED};
        byte[][] data = {SERVER_VERSION, {(byte) encryption.code()}, ZERO, NOTHING, ZERO, ONE};
        // A client that did not ask for the last option would not understand it.
        int options = asksForFederatedLogin ? tokens.length : tokens.length - 1;
        int offset = options * 5 + 1;
        for (int i = 0; i < options; i++) {
            out.u8(tokens[i]).u16BigEndian(offset).u16BigEndian(data[i].length);
            offset += data[i].length;
        }
        out.u8(END);
        for (int i = 0; i < options; i++) {
            out.bytes(data[i]);
        }
    }
}
