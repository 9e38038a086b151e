/** The engine: databases, sessions and the statements they run, on DuckDB. */
@NullMarked
package dev.sluice.pool.sql.engine;

import org.jspecify.annotations.NullMarked;
