package dev.sluice.pool.sql.tds.token;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;

/** ERROR and INFO (MS-TDS 2.2.7.10, 2.2.7.13): one layout, and the severity says which of the two it is. */
public record ServerMessage(int number, int state, int severity, String text, int line) implements Token {

    private static final int ERROR = 0xAA;
    private static final int INFO = 0xAB;

    /** The severity up to which a message is a notice. */
    private static final int HIGHEST_NOTICE = 10;

    /** The longest text that SQL Server sends. */
    private static final int MAX_LENGTH = 4000;

    private static final String SERVER = "sluice-local";

    public ServerMessage {
        requireNonNull(text, "text");
    }

    /** An error of the engine's. */
    public static ServerMessage of(SqlError error) {
        return new ServerMessage(
                error.number(), error.state(), error.severity(), String.valueOf(error.getMessage()), error.line());
    }

    /** A notice, as PRINT makes it. */
    public static ServerMessage notice(int number, String text) {
        return new ServerMessage(number, 1, number == 0 ? 0 : HIGHEST_NOTICE, text, 1);
    }

    @Override
    public void write(MessageWriter out, TdsVersion version) {
        out.u8(severity > HIGHEST_NOTICE ? ERROR : INFO);
        int length = out.mark();
        out.u16(0).i32(number).u8(state).u8(severity);
        out.longText(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text);
        out.shortText(SERVER).shortText("");
        if (version == TdsVersion.V7_1) {
            out.u16(line);
        } else {
            out.i32(line);
        }
        out.lengthAt(length);
    }
}
