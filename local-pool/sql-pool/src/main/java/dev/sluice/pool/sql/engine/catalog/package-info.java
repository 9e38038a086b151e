/** What DuckDB does not keep of a SQL pool's objects: declared types, distribution, external objects, users and grants. */
@NullMarked
package dev.sluice.pool.sql.engine.catalog;

import org.jspecify.annotations.NullMarked;
