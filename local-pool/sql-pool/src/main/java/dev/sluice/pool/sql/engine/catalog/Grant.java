package dev.sluice.pool.sql.engine.catalog;

/**
 * A permission given or denied.
 *
 * @param permission in upper case, {@code SELECT}
 * @param target number of the object or schema, 0 for the database
 */
public record Grant(String permission, Scope scope, int target, int grantee, State state) {

    /** What a permission is on, with the number of {@code sys.database_permissions.class}. */
    public enum Scope {
        /** The database. */
        DATABASE(0),
        /** A table or view. */
        OBJECT(1),
        /** All of a schema. */
        SCHEMA(3);

        private final int number;

        Scope(int number) {
            this.number = number;
        }

        /** As the catalog views show it. */
        public int number() {
            return number;
        }
    }

    /** Whether it is given. */
    public enum State {
        /** Given. */
        GRANT,
        /** Denied, whatever else gives it. */
        DENY
    }
}
