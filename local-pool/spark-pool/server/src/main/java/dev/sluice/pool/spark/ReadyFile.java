package dev.sluice.pool.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Tells whoever waits for the pool that it answers, and where: {@code {"name":"livy","pid":1,"port":2}}. */
final class ReadyFile {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReadyFile() {}

    /** Writes the file in one step: a reader finds it whole or not at all. */
    static void write(Path file, long pid, int port) throws IOException {
        ObjectNode content =
                MAPPER.createObjectNode().put("name", "livy").put("pid", pid).put("port", port);
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(draft, MAPPER.writeValueAsString(content));
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
