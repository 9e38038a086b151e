package dev.sluice.pool.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.pool.identity.secret.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whoever waits for the pool that it answers, where, and to whom: {@code
 * {"name":"livy","pid":1,"port":2,"user":"sluice","passwordFile":"/path"}}.
 */
final class ReadyFile {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReadyFile() {}

    /** Writes the file in one step: a reader finds it whole or not at all. */
    static void write(PoolOptions options, long pid, int port) throws IOException {
        Path file = options.readyFile();
        ObjectNode content = MAPPER.createObjectNode()
                .put("name", "livy")
                .put("pid", pid)
                .put("port", port)
                .put("user", options.user())
                .put("passwordFile", options.passwordFile().toString());
        Files.createDirectories(file.toAbsolutePath().getParent());
        OwnerOnlyFiles.write(file, out -> out.write(MAPPER.writeValueAsBytes(content)));
    }
}
