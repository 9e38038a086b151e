package dev.sluice.pool.sql.session;

import dev.sluice.pool.sql.type.SqlType;

/** A column of a result set. An expression without a name has the empty one. */
public record ResultColumn(String name, SqlType type, boolean nullable) {}
