package dev.sluice.pool.identity.service;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pool.identity.secret.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a service writes once it accepts connections, as JSON: <code>{"name":"storage","pid":123,"port":45678}</code>. Livy
 * writes more, for its clients.
 *
 * @param name the service
 * @param pid its process
 * @param port its port on 127.0.0.1
 */
public record ReadyFile(String name, long pid, int port) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Writes the file at once and whole, and only for its owner. */
    public void write(Path file) throws IOException {
        byte[] content = JSON.writeValueAsBytes(this);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            OwnerOnlyFiles.createFolder(folder);
        }
        OwnerOnlyFiles.write(file, out -> out.write(content));
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if there is none or it is no such file
     */
    public static ReadyFile read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), ReadyFile.class);
    }
}
