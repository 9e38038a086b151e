package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.session.SqlError;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The logins that {@code CREATE LOGIN} and {@code CREATE USER ... WITH PASSWORD} made. Passwords are kept as salted
 * PBKDF2 hashes: those of logins in the database {@code master}, those of users in the database that they are users of,
 * which is the only one that they open.
 */
public final class Logins {

    /** Who may do anything in every database. */
    private static final Set<String> ADMINS = Set.of("sluice", "sluice-spark", "sluice-local");

    private static final int ITERATIONS = 210_000;
    private static final int BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final Database master;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /**
     * A salt and a hash in hexadecimal digits.
     *
     * @param home name of the database that keeps it
     */
    private record Entry(String salt, String hash, int iterations, String home) {}

    private static final Entry NOBODY = new Entry("00".repeat(SALT_BYTES), "00".repeat(BITS / 8), ITERATIONS, "");

    private Logins(Database master) {
        this.master = master;
    }

    static Logins read(Database master, List<Database> databases) throws SqlError, CancelledException {
        Logins logins = new Logins(master);
        for (Database database : databases) {
            logins.read(database);
        }
        // Last: whoever makes a user in a database takes no login's place.
        logins.read(master);
        return logins;
    }

    private void read(Database database) throws SqlError, CancelledException {
        try (Link link = Session.link(database)) {
            link.query(
                    "SELECT name, salt, hash, iterations FROM _catalog.logins",
                    List.of(),
                    row -> entries.put(
                            row.getString(1),
                            new Entry(row.getString(2), row.getString(3), row.getInt(4), database.name())));
        }
    }

    /** Whether a login's password is good for a database: a login's for all, a user's for the user's own. */
    boolean opens(String login, Database database) {
        Entry entry = entries.get(Names.fold(login));
        return entry != null && (isMaster(entry.home()) || Names.same(entry.home(), database.name()));
    }

    /** Whether it is a login of the server, not the user of a database. */
    boolean ofServer(String login) {
        Entry entry = entries.get(Names.fold(login));
        return entry != null && isMaster(entry.home());
    }

    /** Whether it is a user with a password of this database. */
    boolean ofDatabase(String login, Database database) {
        Entry entry = entries.get(Names.fold(login));
        return entry != null && !isMaster(entry.home()) && Names.same(entry.home(), database.name());
    }

    /** Forgets the users of a database that is no more. */
    void forget(Database database) {
        entries.values().removeIf(entry -> Names.same(entry.home(), database.name()));
    }

    private boolean isMaster(String home) {
        return Names.same(home, master.name());
    }

    /** Whether a login is an administrator, who needs no user in a database. */
    public boolean admin(String login) {
        return ADMINS.contains(Names.fold(login));
    }

    /** Whether there is a login of that name and the password is its own. */
    public boolean accepts(String login, char[] password) {
        Entry entry = entries.get(Names.fold(login));
        // An unknown login takes as long as a known one.
        Entry compared = entry == null ? NOBODY : entry;
        byte[] given = hash(password, HEX.parseHex(compared.salt()), compared.iterations());
        return MessageDigest.isEqual(HEX.parseHex(compared.hash()), given) && entry != null;
    }

    boolean present(String login) {
        return entries.containsKey(Names.fold(login));
    }

    /** Keeps a password in a database, {@code master} for a login. */
    void put(Database home, String login, char[] password) throws SqlError, CancelledException {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Entry entry = new Entry(
                HEX.formatHex(salt), HEX.formatHex(hash(password, salt, ITERATIONS)), ITERATIONS, home.name());
        try (Link link = Session.link(home)) {
            link.atomically(() -> {
                delete(link, login);
                link.update("INSERT INTO _catalog.logins VALUES (" + DuckSql.text(Names.fold(login)) + ", '"
                        + entry.salt() + "'" + ", '" + entry.hash() + "', " + ITERATIONS + ")");
            });
        }
        entries.put(Names.fold(login), entry);
    }

    void remove(Database home, String login) throws SqlError, CancelledException {
        try (Link link = Session.link(home)) {
            delete(link, login);
        }
        entries.remove(Names.fold(login));
    }

    Database master() {
        return master;
    }

    private static void delete(Link link, String login) throws SqlError, CancelledException {
        link.update("DELETE FROM _catalog.logins WHERE name = " + DuckSql.text(Names.fold(login)));
    }

    private static byte[] hash(char[] password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(password, salt, iterations, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2WithHmacSHA256", e);
        } finally {
            key.clearPassword();
        }
    }
}
