package dev.sluice.kernel.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Makes connections on free ports, as front ends do. */
public final class LocalConnection {

    private LocalConnection() {}

    /** Returns a connection on five free ports. */
    public static ConnectionFile onFreePorts(String key) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            return new ConnectionFile(
                    "127.0.0.1", ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(LocalConnection::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
