package dev.sluice.pool.sql.tsql;

import org.jspecify.annotations.Nullable;

/** Name of a table, view or other object of a schema, its parts without delimiters; missing parts are null. */
public record ObjectName(
        @Nullable String database, @Nullable String schema, String name, Position at) {

    /** Whether it names a temporary table. */
    public boolean temporary() {
        return name.startsWith("#");
    }

    /** Returns the name as it was written, without delimiters: {@code dbo.Orders}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (database != null) {
            text.append(database).append('.');
        }
        if (schema != null) {
            text.append(schema);
        }
        if (schema != null || database != null) {
            text.append('.');
        }
        return text.append(name).toString();
    }
}
