package dev.sluice.pool.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The services that died since the pool was started, in a file that outlives them. */
final class Deaths {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    Deaths(Path file) {
        this.file = file;
    }

    /** Returns them in the order in which they were noticed; a file that was not written to its end says nothing. */
    List<PoolStatus.Death> all() {
        try {
            return JSON.readValue(Files.readString(file), new TypeReference<List<PoolStatus.Death>>() {});
        } catch (NoSuchFileException | JsonProcessingException e) {
            return List.of();
        } catch (IOException e) {
            throw new PoolException("Cannot read " + file + ": " + FileFault.of(file, e), e);
        }
    }

    void add(PoolStatus.Death death) {
        List<PoolStatus.Death> deaths = new ArrayList<>(all());
        deaths.add(death);
        try {
            Files.writeString(file, JSON.writeValueAsString(deaths));
        } catch (IOException e) {
            throw new PoolException("Cannot write " + file + ": " + FileFault.of(file, e), e);
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new PoolException("Cannot delete " + file + ": " + FileFault.of(file, e), e);
        }
    }
}
