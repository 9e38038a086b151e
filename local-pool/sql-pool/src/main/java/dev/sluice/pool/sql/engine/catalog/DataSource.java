package dev.sluice.pool.sql.engine.catalog;

/** An external data source: a container of the lake, as the text of its location says. */
public record DataSource(int id, String name, String location) {}
