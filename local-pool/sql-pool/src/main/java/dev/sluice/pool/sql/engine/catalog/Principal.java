package dev.sluice.pool.sql.engine.catalog;

/** A user or a role of a database. */
public record Principal(int id, String name, Kind kind) {

    /** The number of {@code dbo}, who may do anything. */
    public static final int DBO = 1;

    /** The number of {@code public}, which everybody is in. */
    public static final int PUBLIC = 0;

    /** The number of the last user that every database has. */
    private static final int LAST_FIXED_USER = 4;

    /** The number of the first role that every database has. */
    private static final int FIRST_FIXED_ROLE = 16384;

    /** The number of the last one. */
    private static final int LAST_FIXED_ROLE = 16399;

    /** Kinds of principals, with the letter of {@code sys.database_principals.type}. */
    public enum Kind {
        /** A user of a login or of a password. */
        USER("S"),
        /** A user or group of the directory. */
        EXTERNAL_USER("E"),
        /** A role. */
        ROLE("R");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        /** As the catalog views show it. */
        public String letter() {
            return letter;
        }
    }

    /** Whether it is a user or a role that every database has, {@code public} among them. */
    public boolean isFixed() {
        return id <= LAST_FIXED_USER || isFixedRole();
    }

    /** Whether it is a role that every database has. */
    public boolean isFixedRole() {
        return id >= FIRST_FIXED_ROLE && id <= LAST_FIXED_ROLE;
    }
}
