package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Name of a SQL pool table: a schema and a table, and a database where one was given.
 *
 * <p>Parts are the bare names, without delimiters. Equality is exact: whether {@code Orders} and {@code orders} are one
 * table depends on the collation of the database, which a name does not know.
 *
 * @param database the database, or null for the one that the request's {@link PoolAddress} or the Spark pool names
 */
public record TableName(@Nullable String database, String schema, String table) {

    /** The schema that a SQL pool assumes where a name has none. */
    public static final String DEFAULT_SCHEMA = "dbo";

    /** Longest part a SQL pool accepts, in UTF-16 units ({@code sysname}). */
    static final int MAX_PART_LENGTH = 128;

    public TableName {
        if (database != null) {
            requireValidPart("database", database);
        }
        requireValidPart("schema", schema);
        requireValidPart("table", table);
    }

    /**
     * Parses {@code table}, {@code schema.table} or {@code database.schema.table}. A part that is no regular identifier
     * must be delimited, as {@code [part]} or {@code "part"}; a doubled closing delimiter stands for itself.
     *
     * @throws InvalidTableNameException if the text is not such a name
     */
    @JsonCreator
    public static TableName parse(String text) {
        return TableNameParser.parse(text);
    }

    /** Returns the name as T-SQL, every part in brackets. {@link #parse} reads it back to an equal name. */
    @JsonValue
    public String toSql() {
        return database == null ? toSqlInDatabase() : bracketed(database) + '.' + toSqlInDatabase();
    }

    /** Returns the name without its database, as statements take it that may not cross databases. */
    public String toSqlInDatabase() {
        return bracketed(schema) + '.' + bracketed(table);
    }

    @Override
    public String toString() {
        return toSql();
    }

    private static String bracketed(String part) {
        return '[' + part.replace("]", "]]") + ']';
    }

    private static void requireValidPart(String role, String part) {
        requireNonNull(part, role);
        if (part.isEmpty()) {
            throw new InvalidTableNameException("Invalid " + role + " name: empty");
        }
        if (part.length() > MAX_PART_LENGTH) {
            throw new InvalidTableNameException("Invalid " + role + " name: " + part.length()
                    + " characters long, at most " + MAX_PART_LENGTH + " are allowed");
        }
        if (part.indexOf('\0') >= 0) {
            throw new InvalidTableNameException("Invalid " + role + " name: contains a NUL character");
        }
    }
}
