package dev.sluice.pool.sql.engine.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * One database: a DuckDB file that this process alone has open.
 *
 * <p>DuckDB writes ahead, so a database is whole after the process was killed.
 */
public final class Store implements AutoCloseable {

    /** DuckDB's share of the memory, for one of several databases on a machine that also runs Spark. */
    private static final String MEMORY_LIMIT = "1GB";

    /** What may lie on the disk of what did not fit into the memory. */
    private static final String SPILL_LIMIT = "10GB";

    private static final Pattern HOLDER = Pattern.compile("PID (\\d+)");

    private final Path file;
    private final DuckDBConnection root;

    private Store(Path file, DuckDBConnection root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Opens a database, or makes it if there is none.
     *
     * @param lake the folder that statements may read files of and write files to, beside the database
     * @throws IOException if the file cannot be opened; the message names it and says who holds it
     */
    public static Store open(Path file, Path lake) throws IOException {
        Properties properties = new Properties();
        // Rows are read as they are made. Without it DuckDB's driver holds whole results in memory.
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("memory_limit", MEMORY_LIMIT);
        properties.setProperty(
                "temp_directory",
                Path.of(System.getProperty("java.io.tmpdir"), "spill").toString());
        properties.setProperty("max_temp_directory_size", SPILL_LIMIT);
        // Nothing is downloaded: what is not built in is not there.
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("preserve_insertion_order", "true");
        try {
            DuckDBConnection root = DriverManager.getConnection("jdbc:duckdb:" + file, properties)
                    .unwrap(DuckDBConnection.class);
            prepare(root, lake);
            return new Store(file, root);
        } catch (SQLException e) {
            throw new IOException(refusal(file, String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * Settles what holds for all connections, and that nothing of it can be changed: text of a user that should reach DuckDB
     * finds no other file than those of the lake.
     */
    private static void prepare(DuckDBConnection root, Path lake) throws SQLException {
        Path allowed = lake.toAbsolutePath().normalize();
        try (Statement statement = root.createStatement()) {
            // Global: sessions inherit it. Wall clocks are UTC's, so that no zone of the machine shows in a value.
            statement.execute("SET GLOBAL TimeZone='UTC'");
            // Compared with what a statement names, which may be a pattern.
            statement.execute("SET GLOBAL allowed_directories=[" + DuckSql.text(allowed + "/") + ", "
                    + DuckSql.text(DuckSql.exactly(allowed + "/")) + ']');
            statement.execute("SET GLOBAL enable_external_access=false");
            statement.execute("SET GLOBAL lock_configuration=true");
        }
    }

    private static String refusal(Path file, String cause) {
        if (cause.contains("Could not set lock on file")) {
            Matcher holder = HOLDER.matcher(cause);
            String process = holder.find() ? "process " + holder.group(1) : "another process";
            return "Cannot open database file " + file + ": it is in use by " + process
                    + ". Stop that process and start again.";
        }
        return "Cannot open database file " + file + ": "
                + cause.lines().findFirst().orElse("no cause given");
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Connects. Connections see each other's committed changes; each has temporary tables of its own. */
    public DuckDBConnection connect() throws SQLException {
        return root.duplicate();
    }

    /** The connection that functions are registered with. */
    public DuckDBConnection root() {
        return root;
    }

    /** Writes what is in the log into the file, and closes it. Open connections keep it open. */
    @Override
    public void close() throws SQLException {
        root.close();
    }
}
