package dev.sluice.connector.crash;

import dev.sluice.connector.LocalPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table that the crash tests write, as its readers see it, and all that writes of it leave. */
public final class CrashedTable {

    static final String NAME = "dbo.crashed";

    private static final String FILES = "external/dbo/crashed";

    private final LocalPool pool;

    public CrashedTable(LocalPool pool) {
        this.pool = pool;
    }

    /** Returns what readers see, in the order of ids, or nothing if there is no such table. */
    public Optional<List<String>> rows() {
        return pool.query("SELECT name FROM sys.tables WHERE name = 'crashed'").isEmpty()
                ? Optional.empty()
                : Optional.of(pool.query("SELECT id, name FROM " + NAME + " ORDER BY id"));
    }

    /** Returns all that is nobody's: objects of the SQL pool, files, entries of the ledger. */
    public List<String> leftBehind() {
        List<String> left = new ArrayList<>(pool.leftInPool());
        left.removeAll(ofTarget("d.name"));
        left.removeAll(ofTarget("f.name"));
        left.addAll(pool.leftInStaging());
        left.addAll(names(pool.lake(FILES)));
        left.removeAll(ofTarget("t.location").stream()
                .map(folder -> Path.of(folder).getFileName().toString())
                .toList());
        return left;
    }

    private List<String> ofTarget(String column) {
        return pool.query("SELECT " + column + " FROM sys.external_tables AS t JOIN sys.external_data_sources AS d"
                + " ON d.data_source_id = t.data_source_id JOIN sys.external_file_formats AS f"
                + " ON f.file_format_id = t.file_format_id WHERE t.name = 'crashed'");
    }

    /** As the beat of drivers that are dead ages, which takes half a minute. */
    void silenceDeadDrivers() {
        delete(pool.lake("staging/_sluice/live"));
    }

    /** Takes away the table and all that there is of transfers. */
    public void clean() {
        drop(
                "TABLE",
                "SELECT name FROM sys.tables WHERE is_external = 0 AND (name = 'crashed' OR name LIKE 'sluice[_]%')");
        drop("EXTERNAL TABLE", "SELECT name FROM sys.external_tables WHERE name = 'crashed' OR name LIKE 'sluice[_]%'");
        drop("EXTERNAL DATA SOURCE", "SELECT name FROM sys.external_data_sources WHERE name LIKE 'sluice[_]%'");
        drop("EXTERNAL FILE FORMAT", "SELECT name FROM sys.external_file_formats WHERE name LIKE 'sluice[_]%'");
        delete(pool.lake(FILES));
        // But for the beats, which go on for a while in the background.
        for (String name : names(pool.lake("staging"))) {
            if (!name.equals("_sluice")) {
                delete(pool.lake("staging/" + name));
            }
        }
        for (String name : names(pool.lake("staging/_sluice"))) {
            if (!name.equals("live")) {
                delete(pool.lake("staging/_sluice/" + name));
            }
        }
    }

    private void drop(String kind, String query) {
        for (String name : pool.query(query)) {
            pool.sql("DROP " + kind + " [" + name + "]");
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
