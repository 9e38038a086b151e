package dev.sluice.kernel.pool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The state folder of the local pool, where each of its processes says that it is ready. Livy's file also says who may use
 * it: {@code {"name":"livy","pid":123,"port":45678,"user":"sluice","passwordFile":"/path"}}.
 *
 * <p>It is read each time it is asked, because the pool may start after the kernel and may start again on other ports.
 *
 * @param folder the folder of the ready files
 */
public record PoolState(Path folder) {

    /**
     * Returns where Livy listens, with the login.
     *
     * <p>The login is for the process that the file names and nobody else: once that is gone, its port may be another user's.
     *
     * @throws PoolNotRunningException if it is not ready, or its process is gone and left its file behind
     */
    LocalLivy livy() {
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
        if (!ready.hasNonNull("user") || !ready.hasNonNull("passwordFile")) {
            throw PoolNotRunningException.ofOlderSluice();
        }
        return new LocalLivy(
                URI.create("http://127.0.0.1:" + port),
                ready.path("user").asText(),
                password(Path.of(ready.path("passwordFile").asText())));
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new PoolNotRunningException(
                    "Cannot read the password of the local Livy from " + file + ": "
                            + e.getClass().getSimpleName()
                            + ". Start the pool anew, which makes it: ./sluice down, then ./sluice up",
                    e);
        }
    }
}
