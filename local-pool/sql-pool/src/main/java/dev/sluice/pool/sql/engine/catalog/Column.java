package dev.sluice.pool.sql.engine.catalog;

import dev.sluice.pool.sql.query.RelationColumn;
import dev.sluice.pool.sql.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, an external table or a view.
 *
 * @param id its number in the table, counted from 1 and never used again
 * @param defaultSql DuckDB's expression for its default, null if it has none
 * @param identity null if it is not an identity
 */
public record Column(
        int id,
        String name,
        SqlType type,
        boolean nullable,
        @Nullable String defaultSql,
        @Nullable Identity identity) {

    /** How the values of an identity column go on. */
    public record Identity(long seed, long increment) {}

    /** Makes a column without default and identity. */
    public static Column plain(int id, String name, SqlType type, boolean nullable) {
        return new Column(id, name, type, nullable, null, null);
    }

    /** As queries see it. */
    public RelationColumn relation() {
        return new RelationColumn(name, type, nullable);
    }
}
