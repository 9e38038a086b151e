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

    /** Reads a file; empty if the service has not written it. */
    static Optional<ReadyFile> read(Path file) {
        try {
            return Optional.of(ReadyFile.read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new PoolException("Cannot read " + file + ": " + e.getOriginalMessage() + ". Run ./sluice down", e);
        } catch (IOException e) {
            throw new PoolException("Cannot read " + file + ": " + FileFault.of(file, e), e);
        }
    }
}
