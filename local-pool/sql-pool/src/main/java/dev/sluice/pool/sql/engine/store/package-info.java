/** DuckDB itself: files, connections, statements, rows and errors. */
@NullMarked
package dev.sluice.pool.sql.engine.store;

import org.jspecify.annotations.NullMarked;
