package dev.sluice.pool.sql.session;

import dev.sluice.pool.sql.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A typed value that came beside a statement.
 *
 * @param name with its {@code @}, or empty for one that is known by its position
 * @param value of the class that {@link SqlType.Kind} names
 */
public record SqlParameter(
        String name, SqlType type, @Nullable Object value) {}
