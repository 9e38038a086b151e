package dev.sluice.pool.supervisor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What a service wrote when it began to accept connections. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ReadyFile(String name, long pid, int port) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the file; empty if the service has not written it. */
    static Optional<ReadyFile> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), ReadyFile.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new PoolException("Cannot read " + file + ": " + e.getOriginalMessage() + ". Run ./sluice down", e);
        } catch (IOException e) {
            throw new PoolException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Whether the process that wrote the file still runs and belongs to the pool. */
    boolean isAlive(PoolProcesses processes) {
        return processes.all().anyMatch(process -> process.pid() == pid);
    }
}
