package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.tds.packet.Message;
import dev.sluice.pool.sql.tds.packet.MessageReader;
import dev.sluice.pool.sql.tds.packet.MessageType;
import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.prelogin.Encryption;
import dev.sluice.pool.sql.tds.prelogin.Prelogin;
import dev.sluice.pool.sql.tds.tls.TlsChannel;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What comes before the login.
 *
 * <pre>
 * TDS 8:  first byte 0x16:  TLS, then PRELOGIN -> PRELOGIN inside it
 * TDS 7:  first byte 0x12:  PRELOGIN -> PRELOGIN, then TLS inside PRELOGIN messages unless the client has none
 * TDS 7.1 and before:       the login comes at once; it is read, to be refused
 * </pre>
 *
 * @param login the login, if it came without PRELOGIN
 * @param logins where the login comes from, TLS or not
 * @param requests where everything after it comes from
 * @param encrypted whether TLS stays on after the login
 */
record Handshake(
        Optional<Message> login,
        MessageReader logins,
        MessageReader requests,
        MessageWriter answers,
        boolean strict,
        boolean encrypted,
        @Nullable TlsChannel tls) {

    private static final int TLS_HANDSHAKE_RECORD = 0x16;
    private static final int LONGEST_PRELOGIN = 32 * 1024;
    private static final int READ_BUFFER = 32 * 1024;

    static Handshake with(Socket socket, SSLContext context, int process) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream(), READ_BUFFER);
        OutputStream out = socket.getOutputStream();
        in.mark(1);
        int first = in.read();
        if (first < 0) {
            throw new EOFException("The client closed the connection");
        }
        in.reset();
        return first == TLS_HANDSHAKE_RECORD ? strict(in, out, context, process) : plain(in, out, context, process);
    }

    private static Handshake strict(InputStream in, OutputStream out, SSLContext context, int process)
            throws IOException {
        TlsChannel tls = TlsChannel.strict(context, in, out);
        MessageReader reader = new MessageReader(new BufferedInputStream(tls.in(), READ_BUFFER));
        MessageWriter writer = new MessageWriter(tls.out(), process);
        Prelogin asked = Prelogin.read(expect(MessageType.PRELOGIN, reader.read(LONGEST_PRELOGIN)));
        // Everything is encrypted as it is; the option has no meaning here.
        answer(new Prelogin(Encryption.NOT_SUPPORTED, asked.asksForFederatedLogin()), writer);
        return new Handshake(Optional.empty(), reader, reader, writer, true, true, tls);
    }

    private static Handshake plain(InputStream in, OutputStream out, SSLContext context, int process)
            throws IOException {
        MessageReader reader = new MessageReader(in);
        MessageWriter writer = new MessageWriter(out, process);
        Message first = reader.read(LONGEST_PRELOGIN);
        if (first.type() == MessageType.LOGIN7) {
            return new Handshake(Optional.of(first), reader, reader, writer, false, false, null);
        }
        Prelogin asked = Prelogin.read(expect(MessageType.PRELOGIN, first));
        Encryption encryption = asked.encryption().answer();
        answer(new Prelogin(encryption, asked.asksForFederatedLogin()), writer);
        if (encryption == Encryption.NOT_SUPPORTED) {
            return new Handshake(Optional.empty(), reader, reader, writer, false, false, null);
        }
        TlsChannel tls = TlsChannel.inPrelogin(context, in, out);
        if (encryption == Encryption.OFF) {
            // Unbuffered: what follows the login is not TLS any more and must not be read ahead.
            return new Handshake(Optional.empty(), new MessageReader(tls.in()), reader, writer, false, false, null);
        }
        MessageReader encrypted = new MessageReader(new BufferedInputStream(tls.in(), READ_BUFFER));
        MessageWriter answers = new MessageWriter(tls.out(), process);
        return new Handshake(Optional.empty(), encrypted, encrypted, answers, false, true, tls);
    }

    private static void answer(Prelogin answer, MessageWriter writer) throws IOException {
        answer.write(writer);
        writer.finish();
    }

    private static WireReader expect(MessageType type, Message message) throws ProtocolException {
        if (message.type() != type) {
            throw new ProtocolException("A message of type " + message.type() + " instead of " + type);
        }
        return message.body();
    }
}
