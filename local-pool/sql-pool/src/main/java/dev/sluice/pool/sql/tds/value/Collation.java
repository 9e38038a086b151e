package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The five bytes after a type of text (MS-TDS 2.2.5.1.2): locale, flags and sort order.
 *
 * <p>The server's is SQL_Latin1_General_CP1_CI_AS, the default of a dedicated SQL pool: code page 1252. Of a client's,
 * only the UTF-8 flag matters: everything else that drivers send is the server's own, returned.
 */
public final class Collation {

    /** Locale 1033; ignore case, width and kana; sort order 52. */
    private static final byte[] SERVER = {0x09, 0x04, (byte) 0xD0, 0x00, 0x34};

    static final Charset CODE_PAGE = Charset.forName("windows-1252");

    private static final int LENGTH = 5;
    private static final int UTF8_FLAG = 0x04;

    private Collation() {}

    /** Returns the server's collation as ENVCHANGE tells it. */
    public static byte[] server() {
        return SERVER.clone();
    }

    static void write(MessageWriter out) {
        out.bytes(SERVER);
    }

    /** Reads a collation and returns the character set of its varchar. */
    static Charset read(WireReader in) throws ProtocolException {
        byte[] collation = in.bytes(LENGTH);
        return (collation[3] & UTF8_FLAG) != 0 ? StandardCharsets.UTF_8 : CODE_PAGE;
    }
}
