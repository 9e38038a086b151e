package dev.sluice.pool.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ports of this machine that take a connection: found by trying, which works alike on every system. */
final class OpenPorts {

    private static final int FIRST = 1;
    private static final int LAST = 65_535;
    private static final int TIMEOUT_MILLIS = 1_000;

    private OpenPorts() {}

    /** Returns the addresses by which other machines could reach this one. */
    static List<InetAddress> foreignAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    static Set<Integer> at(InetAddress address) {
        return IntStream.rangeClosed(FIRST, LAST)
                .filter(port -> isOpen(address, port))
                .boxed()
                .collect(Collectors.toSet());
    }

    static Set<Integer> at(Collection<InetAddress> addresses) {
        return addresses.stream().flatMap(address -> at(address).stream()).collect(Collectors.toSet());
    }

    static boolean isOpen(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
            // A port that nobody listens on can be chosen for this end, and then the socket meets itself.
            return socket.getLocalPort() != port;
        } catch (IOException e) {
            return false;
        }
    }
}
