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
 * PBKDF2 hashes in the database {@code master}.
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

    /** A salt and a hash in hexadecimal digits. */
    private record Entry(String salt, String hash, int iterations) {}

    private static final Entry NOBODY = new Entry("00".repeat(SALT_BYTES), "00".repeat(BITS / 8), ITERATIONS);

    private Logins(Database master) {
        this.master = master;
    }

    static Logins read(Database master, Link link) throws SqlError, CancelledException {
        Logins logins = new Logins(master);
        link.query(
                "SELECT name, salt, hash, iterations FROM _catalog.logins",
                List.of(),
                row -> logins.entries.put(
                        row.getString(1), new Entry(row.getString(2), row.getString(3), row.getInt(4))));
        return logins;
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

    void put(Link link, String login, char[] password) throws SqlError, CancelledException {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Entry entry = new Entry(HEX.formatHex(salt), HEX.formatHex(hash(password, salt, ITERATIONS)), ITERATIONS);
        link.atomically(() -> {
            delete(link, login);
            link.update("INSERT INTO _catalog.logins VALUES (" + DuckSql.text(Names.fold(login)) + ", '" + entry.salt()
                    + "'" + ", '" + entry.hash() + "', " + ITERATIONS + ")");
        });
        entries.put(Names.fold(login), entry);
    }

    void remove(Link link, String login) throws SqlError, CancelledException {
        delete(link, login);
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
