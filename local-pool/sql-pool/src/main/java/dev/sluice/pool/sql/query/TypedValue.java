package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A value with its type.
 *
 * @param value of the class that {@link SqlType.Kind} names
 */
public record TypedValue(SqlType type, @Nullable Object value) {}
