package dev.sluice.pool.sql.tds.login;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password or a token as a client sent it. It shows itself only to who asks for it by name. */
public final class Password {

    private final String text;

    public Password(String text) {
        this.text = requireNonNull(text, "text");
    }

    /** Reads the scrambled form of LOGIN7. It hides nothing: that is TLS's task. */
    static Password revealed(WireReader field) throws ProtocolException {
        return new Password(Login7.unscrambled(field.bytes(field.remaining())));
    }

    /** The secret itself. */
    public String reveal() {
        return text;
    }

    /** Whether it is this one, found out in a time that does not tell how much of it is. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
