package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.type.SqlType;

/** A column of a {@link Relation}. */
public record RelationColumn(String name, SqlType type, boolean nullable) {}
