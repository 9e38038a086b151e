package dev.sluice.pool.sql.tds.tls;

import dev.sluice.pool.sql.tds.packet.MessageReader;
import dev.sluice.pool.sql.tds.packet.MessageType;
import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Carries the records of a TLS handshake in PRELOGIN messages, as TDS 7 does.
 *
 * <p>What is written until a flush is one message: a client that gets a flight in parts waits for ever.
 */
final class HandshakeTunnel {

    /** More than a flight with a chain of certificates has. */
    private static final int LONGEST_FLIGHT = 64 * 1024;

    private final MessageReader reader;
    private final MessageWriter writer;
    private WireReader flight = new WireReader(new byte[0]);
    private boolean pending;

    HandshakeTunnel(InputStream in, OutputStream out) {
        reader = new MessageReader(in);
        writer = new MessageWriter(out, 0);
    }

    InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                fill();
                return flight.u8();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                fill();
                byte[] read = flight.bytes(Math.min(length, flight.remaining()));
                System.arraycopy(read, 0, target, offset, read.length);
                return read.length;
            }
        };
    }

    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int value) {
                writer.u8(value);
                pending = true;
            }

            @Override
            public void write(byte[] source, int offset, int length) {
                for (int i = offset; i < offset + length; i++) {
                    writer.u8(source[i]);
                }
                pending = true;
            }

            @Override
            public void flush() throws IOException {
                if (pending) {
                    pending = false;
                    writer.finish(MessageType.PRELOGIN);
                }
            }
        };
    }

    private void fill() throws IOException {
        while (flight.remaining() == 0) {
            var message = reader.read(LONGEST_FLIGHT);
            if (message.type() != MessageType.PRELOGIN) {
                throw new ProtocolException("A message of type " + message.type() + " instead of the TLS handshake");
            }
            flight = message.body();
        }
    }
}
