package dev.sluice.pool.sql.engine.catalog;

import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.engine.store.Store;
import dev.sluice.pool.sql.query.DuckErrors;
import dev.sluice.pool.sql.query.DuckFunctions;
import dev.sluice.pool.sql.session.SqlError;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A database: its store and its catalog.
 *
 * <p>A change of the catalog and the change of DuckDB's own tables that belongs to it are one transaction of the store.
 * What {@link #catalog} yields is what was committed last. Only one change commits at a time.
 */
public final class Database implements AutoCloseable {

    private final String name;
    private final int id;
    private final Store store;
    private final Link reader;
    private final AtomicInteger lastId;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile Catalog catalog;

    private Database(String name, int id, Store store, Link reader, int lastId, Catalog catalog) {
        this.name = name;
        this.id = id;
        this.store = store;
        this.reader = reader;
        this.lastId = new AtomicInteger(lastId);
        this.catalog = catalog;
    }

    /** Functions that queries of a database may call. */
    @FunctionalInterface
    public interface Functions {
        /** Registers them. */
        void register(Connection connection) throws SQLException;
    }

    /** A change of the catalog. */
    @FunctionalInterface
    public interface Change {
        /** Checks against the catalog as it is, and writes; what it throws undoes all. */
        void apply(Catalog current, CatalogWriter writer) throws SqlError, CancelledException;
    }

    /**
     * Opens a database, or makes it if there is no such file.
     *
     * @param id its number on the server
     * @param lake the folder that its statements may read files of and write files to
     * @throws IOException if the file is in use, no database or one of another release; the message names it
     */
    public static Database open(String name, int id, Path file, Path lake, Functions functions) throws IOException {
        Store store = Store.open(file, lake);
        try {
            DuckFunctions.register(store.root());
            functions.register(store.root());
            Link reader = link(store);
            CatalogReader tables = new CatalogReader(reader);
            if (!tables.present()) {
                create(reader);
            }
            if (tables.version() != CatalogTables.VERSION) {
                throw new IOException("Cannot open database file " + file + ": its catalog is of version "
                        + tables.version() + ", this release reads version " + CatalogTables.VERSION + '.');
            }
            return new Database(name, id, store, reader, tables.highestId(), tables.read());
        } catch (SqlError | SQLException | CancelledException e) {
            throw new IOException("Cannot open database file " + file + ": " + e.getMessage(), e);
        }
    }

    private static void create(Link link) throws SqlError, CancelledException {
        link.atomically(() -> {
            for (String statement : CatalogTables.creation()) {
                link.update(statement);
            }
        });
    }

    private static Link link(Store store) throws SQLException {
        return new Link(store.connect(), Database::translate);
    }

    private static SqlError translate(SQLException failure) {
        return DuckErrors.translate(failure, 1);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its number on the server. */
    public int id() {
        return id;
    }

    /** Where its rows are. */
    public Store store() {
        return store;
    }

    /** What is defined in it now. */
    public Catalog catalog() {
        return catalog;
    }

    /** Returns a number that nothing in the database has or had. */
    public int newId() {
        return lastId.incrementAndGet();
    }

    /** Changes the catalog in a transaction of the connection's own. */
    public void change(Link link, Change change) throws SqlError, CancelledException {
        change(link, () -> {}, change);
    }

    /**
     * Changes the catalog in a transaction that begins with other work, which may take long and does not keep others
     * from changes.
     */
    public void change(Link link, Link.Work before, Change change) throws SqlError, CancelledException {
        link.begin();
        boolean done = false;
        try {
            before.run();
            commit(link, change);
            done = true;
        } finally {
            if (!done) {
                link.rollback();
            }
        }
    }

    private void commit(Link link, Change change) throws SqlError, CancelledException {
        changes.lock();
        try {
            change.apply(catalog, new CatalogWriter(link));
            link.commit();
            catalog = new CatalogReader(reader).read();
        } finally {
            changes.unlock();
        }
    }

    @Override
    public void close() throws SQLException {
        reader.close();
        store.close();
    }
}
