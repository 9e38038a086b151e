package dev.sluice.connector.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * A SQL server up to the end of the TLS handshake, which goes in packets of TDS (MS-TDS 2.2.6.5). What the client sends after it
 * is its login: the impostor has won then.
 */
final class TdsImpostor implements AutoCloseable {

    private static final int HEADER = 8;
    private static final byte PRELOGIN = 0x12;
    private static final byte RESPONSE = 0x04;

    /** Type of a TLS record with a login in it; a client that hangs up sends an alert. */
    private static final int APPLICATION_DATA = 23;

    /** Version and encryption, which is required. */
    private static final byte[] ANSWER = {
        0, 0, 11, 0, 6, 1, 0, 17, 0, 1, (byte) 0xff, 16, 0, 0, 0, 0, 0, 1,
    };

    private final SSLContext tls;
    private final ServerSocket server;
    private final Thread thread;
    private final AtomicBoolean trusted = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();

    TdsImpostor(SSLContext tls) throws IOException {
        this.tls = tls;
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "tds-impostor");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns whether a client has sent what comes after the handshake. */
    boolean isTrusted() {
        return trusted.get();
    }

    /** Returns how many connections have broken. */
    int refused() {
        return refused.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                talk(new DataInputStream(client.getInputStream()), client.getOutputStream());
            } catch (IOException e) {
                // The client has hung up, which is what it should do, or the test is over.
                refused.incrementAndGet();
            }
        }
    }

    private void talk(DataInputStream in, OutputStream out) throws IOException {
        byte[] unused = read(in);
        write(out, RESPONSE, ByteBuffer.wrap(ANSWER));
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(false);
        // TDS 7.4 knows no later one: the tickets of TLS 1.3 come when packets have ended.
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        engine.beginHandshake();
        ByteBuffer incoming = ByteBuffer.allocate(1 << 17);
        ByteBuffer outgoing = ByteBuffer.allocate(1 << 17);
        ByteBuffer plain = ByteBuffer.allocate(1 << 17);
        incoming.flip();
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (status == HandshakeStatus.NEED_WRAP) {
                outgoing.clear();
                engine.wrap(ByteBuffer.allocate(0), outgoing);
                outgoing.flip();
                write(out, PRELOGIN, outgoing);
            } else if (status == HandshakeStatus.NEED_UNWRAP) {
                if (engine.unwrap(incoming, plain).bytesConsumed() == 0) {
                    byte[] more = read(in);
                    incoming.compact().put(more).flip();
                }
            } else {
                break;
            }
        }
        trusted.set(in.read() == APPLICATION_DATA);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] header = new byte[HEADER];
        in.readFully(header);
        byte[] payload = new byte[ByteBuffer.wrap(header).getShort(2) - HEADER];
        in.readFully(payload);
        return payload;
    }

    private static void write(OutputStream out, byte type, ByteBuffer payload) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + payload.remaining());
        packet.put(type).put((byte) 1).putShort((short) packet.capacity()).putInt(0x0000_0100);
        packet.put(payload);
        out.write(packet.array());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
