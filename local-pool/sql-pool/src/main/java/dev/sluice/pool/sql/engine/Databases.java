package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.system.LiveViews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The databases of the server: one file each, {@code <folder>/<database>.duckdb}. */
final class Databases implements AutoCloseable {

    /** Holds the logins, as on a server of SQL pools. */
    static final String MASTER = "master";

    private static final String SUFFIX = ".duckdb";

    /** What a database may be called: its name is the name of a file. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$@#-][\\p{L}\\p{N}_$@# .-]{0,126}(?<![ .])");

    private final Path folder;
    private final Path lake;
    private final Database.Functions functions;
    private final ReentrantLock guard = new ReentrantLock();
    private final Map<String, Database> open = new TreeMap<>();
    private int lastId;

    /**
     * Names the folder of the files.
     *
     * @param lake the folder of the files that statements may read and write
     * @param functions what queries may call beside DuckDB's own
     */
    Databases(Path folder, Path lake, Database.Functions functions) {
        this.folder = folder;
        this.lake = lake;
        this.functions = functions;
    }

    static boolean valid(String name) {
        return NAME.matcher(name).matches();
    }

    /** Opens those that are there. */
    void openAll() throws IOException {
        Files.createDirectories(folder);
        create(MASTER);
        for (String name : stored()) {
            create(name);
        }
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Opens a database, or makes it. */
    Database create(String name) throws IOException {
        guard.lock();
        try {
            Database present = open.get(Names.fold(name));
            if (present != null) {
                return present;
            }
            lastId++;
            Database database = Database.open(name, lastId, folder.resolve(name + SUFFIX), lake, connection -> {
                functions.register(connection);
                LiveViews.registerDatabases(connection, this::rows);
            });
            open.put(Names.fold(name), database);
            return database;
        } finally {
            guard.unlock();
        }
    }

    /** Closes a database and deletes its file. */
    void drop(Database database) throws IOException, SQLException {
        guard.lock();
        try {
            open.remove(Names.fold(database.name()));
            database.close();
            Path file = database.store().file();
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
        } finally {
            guard.unlock();
        }
    }

    Optional<Database> find(String name) {
        guard.lock();
        try {
            return Optional.ofNullable(open.get(Names.fold(name)));
        } finally {
            guard.unlock();
        }
    }

    private List<List<@Nullable String>> rows() {
        return all().stream()
                .map(database -> List.<@Nullable String>of(database.name(), String.valueOf(database.id())))
                .toList();
    }

    List<Database> all() {
        guard.lock();
        try {
            return List.copyOf(open.values());
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void close() throws SQLException {
        guard.lock();
        try {
            for (Database database : open.values()) {
                database.close();
            }
            open.clear();
        } finally {
            guard.unlock();
        }
    }
}
