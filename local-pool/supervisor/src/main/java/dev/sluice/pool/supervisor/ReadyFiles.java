package dev.sluice.pool.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.pool.identity.service.ReadyFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what services wrote when they began to accept connections. */
final class ReadyFiles {

    private ReadyFiles() {}

    /**
     * Reads a file; empty if the service has not written it, or not to its end, as on a full disk. Such a file says nothing,
     * and must not keep a pool from being stopped.
     */
    static Optional<ReadyFile> read(Path file) {
        try {
            return Optional.ofNullable(ReadyFile.read(file));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new PoolException("Cannot read " + file + ": " + FileFault.of(file, e), e);
        }
    }
}
