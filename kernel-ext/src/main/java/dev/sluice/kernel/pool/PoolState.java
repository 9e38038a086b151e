package dev.sluice.kernel.pool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The state folder of the local pool, where each of its processes says that it is ready:
 * {@code {"name":"livy","pid":123,"port":45678}}.
 *
 * <p>It is read each time it is asked, because the pool may start after the kernel and may start again on other ports.
 *
 * @param folder the folder of the ready files
 */
public record PoolState(Path folder) {

    /**
     * Returns where Livy listens.
     *
     * @throws PoolNotRunningException if it is not ready, or its process is gone and left its file behind
     */
    public URI livy() {
        JsonNode ready;
        try {
            ready = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("livy.json")));
        } catch (IOException e) {
            throw new PoolNotRunningException();
        }
        boolean alive = ProcessHandle.of(ready.path("pid").asLong(-1))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        int port = ready.path("port").asInt();
        if (!alive || port < 1) {
            throw new PoolNotRunningException();
        }
        return URI.create("http://127.0.0.1:" + port);
    }
}
