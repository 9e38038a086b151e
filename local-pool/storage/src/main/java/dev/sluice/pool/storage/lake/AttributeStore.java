package dev.sluice.pool.storage.lake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Attributes that differ from the defaults, kept in one JSON file beside the lake's visible tree. Spark and Hadoop hardly
 * ever set one, so the file stays small; a plain file that another program put into the lake simply has the defaults.
 *
 * <p>Not safe for threads: the file system's lock guards it.
 */
final class AttributeStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, PathAttributes>> TYPE = new TypeReference<>() {};

    private final Path file;
    private final NavigableMap<String, PathAttributes> byPath;

    private AttributeStore(Path file, NavigableMap<String, PathAttributes> byPath) {
        this.file = file;
        this.byPath = byPath;
    }

    static AttributeStore open(Path file) throws IOException {
        return new AttributeStore(
                file, Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), TYPE) : new TreeMap<>());
    }

    PathAttributes of(LakePath path, PathKind kind) {
        return byPath.getOrDefault(path.toString(), PathAttributes.defaults(kind));
    }

    void set(LakePath path, PathKind kind, PathAttributes attributes) throws IOException {
        PathAttributes before = attributes.equals(PathAttributes.defaults(kind))
                ? byPath.remove(path.toString())
                : byPath.put(path.toString(), attributes);
        if (!attributes.equals(before == null ? PathAttributes.defaults(kind) : before)) {
            save();
        }
    }

    /** Forgets a path and everything below it. */
    void remove(LakePath path) throws IOException {
        if (!take(path).isEmpty()) {
            save();
        }
    }

    /** Gives what is known of a path and everything below it to its new place. */
    void move(LakePath from, LakePath to) throws IOException {
        Map<String, PathAttributes> overwritten = take(to);
        Map<String, PathAttributes> moved = take(from);
        moved.forEach((path, attributes) ->
                byPath.put(LakePath.parse(path).moved(from, to).toString(), attributes));
        if (!moved.isEmpty() || !overwritten.isEmpty()) {
            save();
        }
    }

    private Map<String, PathAttributes> take(LakePath path) {
        Map<String, PathAttributes> taken = new LinkedHashMap<>(below(path));
        PathAttributes own = byPath.get(path.toString());
        if (own != null) {
            taken.put(path.toString(), own);
        }
        taken.keySet().forEach(byPath::remove);
        return taken;
    }

    private Map<String, PathAttributes> below(LakePath path) {
        // '0' is the character after '/'.
        return path.isRoot() ? byPath : byPath.subMap(path + "/", true, path + "0", false);
    }

    private void save() throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.write(written, JSON.writeValueAsBytes(byPath));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
