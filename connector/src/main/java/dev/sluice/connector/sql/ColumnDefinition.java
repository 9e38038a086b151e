package dev.sluice.connector.sql;

import static java.util.Objects.requireNonNull;

import dev.sluice.connector.type.PoolColumn;
import org.jspecify.annotations.Nullable;

/**
 * A column as a statement defines it.
 *
 * @param collation collation of a text, null for the database's
 */
public record ColumnDefinition(PoolColumn column, @Nullable String collation) {

    public ColumnDefinition {
        requireNonNull(column, "column");
    }

    /** Returns it as T-SQL, such as {@code [name] nvarchar(16) COLLATE Latin1_General_BIN2 NULL}. */
    String toSql() {
        return column.toSql() + " " + column.type().toSql() + (collation == null ? "" : " COLLATE " + collation)
                + (column.nullable() ? " NULL" : " NOT NULL");
    }
}
