package dev.sluice.pool.sql.tds.tls;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS on a connection's streams.
 *
 * <pre>
 * TDS 7:  handshake in PRELOGIN messages, then records on the bare connection (login only: for one message)
 * TDS 8:  handshake and records on the bare connection, application protocol tds/8.0
 * </pre>
 *
 * <p>It reads whole records and nothing more, so that after a login-only TLS the bare stream goes on where TLS ended. One
 * thread may read while another writes.
 */
public final class TlsChannel {

    /** Application protocol of TDS 8 (RFC 7301). */
    private static final String STRICT_PROTOCOL = "tds/8.0";

    private static final int RECORD_HEADER = 5;
    /** 2^14 bytes of text and 2048 that encryption may add (RFC 5246, 6.2.3). */
    private static final int LONGEST_RECORD = RECORD_HEADER + 16384 + 2048;

    private final SSLEngine engine;
    private final InputStream in;
    private final OutputStream out;
    private final Object writing = new Object();
    private ByteBuffer received = ByteBuffer.allocate(0);
    private ByteBuffer decrypted;
    private final ByteBuffer encrypted;

    private TlsChannel(SSLEngine engine, InputStream in, OutputStream out) {
        this.engine = engine;
        this.in = in;
        this.out = out;
        decrypted = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .limit(0);
        encrypted = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() + LONGEST_RECORD);
    }

    /** Shakes hands inside PRELOGIN messages. */
    public static TlsChannel inPrelogin(SSLContext context, InputStream in, OutputStream out) throws IOException {
        SSLEngine engine = serverEngine(context);
        // A client of TLS 1.3 may send its first records before it knows that the tunnel has ended.
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        TlsChannel channel = new TlsChannel(engine, in, out);
        HandshakeTunnel tunnel = new HandshakeTunnel(in, out);
        channel.shakeHands(tunnel.in(), tunnel.out());
        return channel;
    }

    /** Shakes hands on the bare connection. */
    public static TlsChannel strict(SSLContext context, InputStream in, OutputStream out) throws IOException {
        SSLEngine engine = serverEngine(context);
        engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {STRICT_PROTOCOL});
        engine.setSSLParameters(parameters);
        TlsChannel channel = new TlsChannel(engine, in, out);
        channel.shakeHands(in, out);
        return channel;
    }

    private static SSLEngine serverEngine(SSLContext context) {
        SSLEngine engine = requireNonNull(context, "context").createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    /** Decrypted bytes; ends where the client closes TLS or the connection. */
    public InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return fill() ? decrypted.get() & 0xFF : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (!fill()) {
                    return -1;
                }
                int read = Math.min(length, decrypted.remaining());
                decrypted.get(target, offset, read);
                return read;
            }
        };
    }

    /** Takes bytes to encrypt. */
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                ByteBuffer text = ByteBuffer.wrap(source, offset, length);
                synchronized (writing) {
                    while (text.hasRemaining()) {
                        wrap(text, out);
                    }
                }
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }

    /** Tells the client that nothing more comes. */
    public void close() throws IOException {
        synchronized (writing) {
            engine.closeOutbound();
            while (!engine.isOutboundDone()) {
                wrap(ByteBuffer.allocate(0), out);
            }
            out.flush();
        }
    }

    private void shakeHands(InputStream from, OutputStream to) throws IOException {
        engine.beginHandshake();
        try {
            while (true) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_WRAP -> wrap(ByteBuffer.allocate(0), to);
                    case NEED_TASK -> runTasks();
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                        to.flush();
                        if (!unwrap(from)) {
                            throw new ProtocolException("The client ended the TLS handshake");
                        }
                    }
                    case FINISHED, NOT_HANDSHAKING -> {
                        to.flush();
                        return;
                    }
                }
            }
        } catch (SSLException e) {
            sendAlert(to);
            throw new ProtocolException("The TLS handshake failed: " + e.getMessage());
        }
    }

    /** The engine has the alert ready that tells the client what was wrong. */
    private void sendAlert(OutputStream to) throws IOException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap(ByteBuffer.allocate(0), to);
            to.flush();
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void wrap(ByteBuffer text, OutputStream to) throws IOException {
        encrypted.clear();
        SSLEngineResult result = engine.wrap(text, encrypted);
        to.write(encrypted.array(), 0, encrypted.position());
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && text.hasRemaining()) {
            throw new SSLException("The client closed TLS");
        }
    }

    private boolean fill() throws IOException {
        while (!decrypted.hasRemaining()) {
            if (!unwrap(in)) {
                return false;
            }
            afterHandshake();
        }
        return true;
    }

    /** TLS 1.3 changes keys on the way; TLS 1.2 could begin a new handshake, which no TDS client does. */
    private void afterHandshake() throws IOException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            runTasks();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            synchronized (writing) {
                wrap(ByteBuffer.allocate(0), out);
                out.flush();
            }
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
            throw new ProtocolException("The client began a second TLS handshake");
        }
    }

    /** Takes in one record, if there is one. */
    private boolean unwrap(InputStream from) throws IOException {
        if (!received.hasRemaining() && !receive(from)) {
            return false;
        }
        decrypted.clear();
        SSLEngineResult result = engine.unwrap(received, decrypted);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            decrypted = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
            result = engine.unwrap(received, decrypted);
        }
        decrypted.flip();
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            throw new ProtocolException("Invalid TLS record");
        }
        return result.getStatus() == SSLEngineResult.Status.OK || decrypted.hasRemaining();
    }

    private boolean receive(InputStream from) throws IOException {
        byte[] header = from.readNBytes(RECORD_HEADER);
        if (header.length == 0) {
            return false;
        }
        if (header.length < RECORD_HEADER) {
            throw new ProtocolException("The connection ended inside a TLS record");
        }
        int length = ((header[3] & 0xFF) << 8) | (header[4] & 0xFF);
        if (RECORD_HEADER + length > LONGEST_RECORD) {
            throw new ProtocolException("Invalid TLS record: " + length + " bytes");
        }
        byte[] record = new byte[RECORD_HEADER + length];
        System.arraycopy(header, 0, record, 0, RECORD_HEADER);
        if (from.readNBytes(record, RECORD_HEADER, length) < length) {
            throw new ProtocolException("The connection ended inside a TLS record");
        }
        received = ByteBuffer.wrap(record);
        return true;
    }
}
