/** What T-SQL does to values and DuckDB does not: conversions, patterns, hashes, formats. Plain Java, no SQL. */
@NullMarked
package dev.sluice.pool.sql.query.runtime;

import org.jspecify.annotations.NullMarked;
