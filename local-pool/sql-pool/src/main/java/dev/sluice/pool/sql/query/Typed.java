package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A translated expression: DuckDB SQL that binds tighter than any operator, of the DuckDB type of its T-SQL type.
 *
 * @param constant the value of a string that is known now, else null
 */
record Typed(
        String sql,
        SqlType type,
        boolean nullable,
        Collation collation,
        Origin origin,
        @Nullable String constant) {

    /** What the type rules ask of an expression beyond its type. */
    enum Origin {
        /** Nothing special. */
        VALUE,
        /** {@code NULL} without a type. */
        NULL,
        /** An integer as written, which has as many digits as it shows. */
        INTEGER_LITERAL
    }

    /** Returns an expression that may be NULL. */
    static Typed of(String sql, SqlType type) {
        return new Typed(sql, type, true, Collation.INSENSITIVE, Origin.VALUE, null);
    }

    /** Returns an expression of a type without lengths that may be NULL. */
    static Typed of(String sql, Kind kind) {
        return of(sql, SqlType.of(kind));
    }

    /** Returns the NULL without a type. */
    static Typed nothing() {
        return new Typed("CAST(NULL AS INTEGER)", SqlType.of(Kind.INT), true, Collation.INSENSITIVE, Origin.NULL, null);
    }

    /** Returns the same, never NULL. */
    Typed notNull() {
        return new Typed(sql, type, false, collation, origin, constant);
    }

    /** Returns the same, NULL if the others may be. */
    Typed nullableAs(Typed... others) {
        boolean any = false;
        for (Typed other : others) {
            any |= other.nullable;
        }
        return new Typed(sql, type, any, collation, origin, constant);
    }

    /** Returns the same, compared by a collation. */
    Typed collated(Collation other) {
        return new Typed(sql, type, nullable, other, origin, constant);
    }

    /** Whether it is the NULL without a type. */
    boolean isNull() {
        return origin == Origin.NULL;
    }

    /** Returns the SQL to group, sort and compare by. */
    String key() {
        return Types.text(type) ? collation.key(sql) : sql;
    }
}
