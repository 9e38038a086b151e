package dev.sluice.pool.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Remembers the port each service had, so that clients find it there again after a restart, if nobody else took it. */
final class PortMemory {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, Integer> ports;

    private PortMemory(Path file, Map<String, Integer> ports) {
        this.file = file;
        this.ports = ports;
    }

    static PortMemory open(Path file) {
        try {
            return new PortMemory(
                    file, JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, Integer>>() {}));
        } catch (NoSuchFileException | JsonProcessingException e) {
            // Nothing remembered, or nothing readable: any free port will do.
            return new PortMemory(file, new TreeMap<>());
        } catch (IOException e) {
            throw new PoolException("Cannot read " + file + ": " + FileFault.of(file, e), e);
        }
    }

    /** Returns the remembered port if it is free, else 0, which stands for any. */
    int portFor(String service) {
        int port = ports.getOrDefault(service, 0);
        return port != 0 && isFree(port) ? port : 0;
    }

    /** Returns what is remembered, taken or free; 0 if nothing is. */
    int remembered(String service) {
        return ports.getOrDefault(service, 0);
    }

    void remember(String service, int port) {
        ports.put(service, port);
        try {
            Files.writeString(file, JSON.writeValueAsString(ports));
        } catch (IOException e) {
            throw new PoolException("Cannot write " + file + ": " + FileFault.of(file, e), e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
