package dev.sluice.pool.sql.tds.server;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client that sends bytes as they are. Answers come as lists of tokens in words ({@link Tokens}). */
final class RawClient implements Closeable {

    static final int V7_4 = 0x74000004;
    static final int V7_2 = 0x72090002;
    static final int V7_1 = 0x71000001;

    private static final int HEADER = 8;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int version = V7_4;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Logs in without TLS. */
    static RawClient loggedIn(int port) throws IOException {
        RawClient client = new RawClient(port);
        client.prelogin(2);
        List<String> answer = client.login(login(V7_4, "sluice", "pässword€"));
        if (!answer.get(answer.size() - 1).equals("DONE")) {
            throw new IOException("No login: " + answer);
        }
        return client;
    }

    /** Sends a PRELOGIN with an encryption and returns the answer's bytes. */
    byte[] prelogin(int encryption) throws IOException {
        send(0x12, new byte[] {1, 0, 6, 0, 1, (byte) 0xFF, (byte) encryption});
        return receive();
    }

    List<String> login(byte[] login) throws IOException {
        version = ByteBuffer.wrap(login).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        send(0x10, login);
        return answer();
    }

    List<String> batch(String text) throws IOException {
        send(1, batchBytes(text));
        return answer();
    }

    List<String> request(int type, byte[] data) throws IOException {
        send(type, data);
        return answer();
    }

    /** Sends a message of one packet. */
    void send(int type, byte[] data) throws IOException {
        packet(type, 1, data);
    }

    /** Sends a packet. */
    void packet(int type, int status, byte[] data) throws IOException {
        byte[] packet = new byte[HEADER + data.length];
        packet[0] = (byte) type;
        packet[1] = (byte) status;
        packet[2] = (byte) (packet.length >> 8);
        packet[3] = (byte) packet.length;
        System.arraycopy(data, 0, packet, HEADER, data.length);
        raw(packet);
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    List<String> answer() throws IOException {
        return Tokens.inWords(receive(), version);
    }

    /** Reads one message. */
    byte[] receive() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while (true) {
            byte[] header = new byte[HEADER];
            in.readFully(header);
            data.writeBytes(in.readNBytes((((header[2] & 0xFF) << 8) | (header[3] & 0xFF)) - HEADER));
            if ((header[1] & 1) != 0) {
                return data.toByteArray();
            }
        }
    }

    /** Whether the server closed the connection, which this waits for. */
    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static byte[] batchBytes(String text) {
        return requestBytes(text.getBytes(StandardCharsets.UTF_16LE));
    }

    /** Puts ALL_HEADERS with a transaction descriptor before a request. */
    static byte[] requestBytes(byte[] request) {
        return ByteBuffer.allocate(22 + request.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(22)
                .putInt(18)
                .putShort((short) 2)
                .putLong(0)
                .putInt(1)
                .put(request)
                .array();
    }

    /** Makes a LOGIN7 for the database {@code sqlpool}. */
    static byte[] login(int version, String user, String password) {
        byte[] scrambled = password.getBytes(StandardCharsets.UTF_16LE);
        for (int i = 0; i < scrambled.length; i++) {
            int plain = scrambled[i] & 0xFF;
            scrambled[i] = (byte) (((plain >> 4) | (plain << 4)) ^ 0xA5);
        }
        byte[] name = user.getBytes(StandardCharsets.UTF_16LE);
        byte[] database = "sqlpool".getBytes(StandardCharsets.UTF_16LE);
        int fixed = 94;
        ByteBuffer login = ByteBuffer.allocate(fixed + name.length + scrambled.length + database.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        login.putInt(0, login.capacity()).putInt(4, version).putInt(8, 4096);
        login.putShort(40, (short) fixed).putShort(42, (short) user.length());
        login.putShort(44, (short) (fixed + name.length)).putShort(46, (short) password.length());
        login.putShort(68, (short) (fixed + name.length + scrambled.length)).putShort(70, (short) 7);
        login.position(fixed).put(name).put(scrambled).put(database);
        return login.array();
    }
}
