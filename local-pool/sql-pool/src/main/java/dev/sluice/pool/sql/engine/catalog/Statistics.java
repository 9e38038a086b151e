package dev.sluice.pool.sql.engine.catalog;

import java.util.List;

/** Statistics of some columns of a table. DuckDB plans by its own; these are only listed. */
public record Statistics(int id, int table, String name, List<String> columns) {}
