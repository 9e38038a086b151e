package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.kernel.channel.ConnectionFile;
import dev.sluice.kernel.message.Header;
import dev.sluice.kernel.message.Message;
import dev.sluice.kernel.message.MessageFormat;
import dev.sluice.kernel.message.Signer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end for tests: sends requests and reads what comes back. */
final class TestClient implements AutoCloseable {

    private static final int TIMEOUT = 10_000;

    private final ObjectMapper json = new ObjectMapper();
    private final ZContext context = new ZContext(1);
    private final MessageFormat format;
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket iopub;
    private final ZMQ.Socket heartbeat;

    TestClient(ConnectionFile connection) {
        format = new MessageFormat(new Signer(connection.key()));
        shell = connected(SocketType.DEALER, connection.shellPort());
        control = connected(SocketType.DEALER, connection.controlPort());
        heartbeat = connected(SocketType.REQ, connection.heartbeatPort());
        iopub = connected(SocketType.SUB, connection.iopubPort());
        iopub.subscribe(new byte[0]);
    }

    private ZMQ.Socket connected(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setReceiveTimeOut(TIMEOUT);
        socket.connect("tcp://127.0.0.1:" + port);
        return socket;
    }

    /** Sends a request on shell; its id is its type and its date now. */
    Header send(String type, String content) throws Exception {
        return send(shell, Header.of(type, "client", Instant.now()), content);
    }

    Header sendOnControl(String type, String content) throws Exception {
        return send(control, Header.of(type, "client", Instant.now()), content);
    }

    Header send(Header header, String content) throws Exception {
        return send(shell, header, content);
    }

    private Header send(ZMQ.Socket socket, Header header, String content) throws Exception {
        Message message = new Message(header, null, json.readTree("{}"), json.readTree(content.replace('\'', '"')));
        write(socket, format.encode(List.of(), message));
        return header;
    }

    /** Sends frames on shell as they are. */
    void sendFrames(List<byte[]> frames) {
        write(shell, frames);
    }

    private static void write(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    Message reply() throws Exception {
        return read(shell);
    }

    Message controlReply() throws Exception {
        return read(control);
    }

    Message publication() throws Exception {
        return read(iopub);
    }

    /** Reads publications up to the idle of a request, and returns those of the request in short, in their order. */
    List<String> publicationsOf(Header request) throws Exception {
        List<String> found = new ArrayList<>();
        while (true) {
            Message next = publication();
            Header parent = next.parent();
            if (parent == null || !parent.id().equals(request.id())) {
                continue;
            }
            JsonNode content = next.content();
            String state = content.path("execution_state").asText();
            found.add(state.isEmpty() ? next.header().type() : state);
            if (state.equals("idle")) {
                return found;
            }
        }
    }

    byte[] beat(byte[] bytes) {
        heartbeat.send(bytes);
        return heartbeat.recv();
    }

    private Message read(ZMQ.Socket socket) throws Exception {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                throw new AssertionError("Nothing came within " + TIMEOUT + " ms");
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        return format.decode(frames).message();
    }

    @Override
    public void close() {
        context.close();
    }
}
