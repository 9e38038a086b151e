package dev.sluice.pool.sql.engine.catalog;

/**
 * An external file format.
 *
 * @param compression the codec that files are written with, as DuckDB names it
 */
public record FileFormat(int id, String name, String compression) {}
