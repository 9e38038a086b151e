/**
 * T-SQL queries and changes as DuckDB SQL: names resolved, every expression typed by T-SQL's rules, nothing of the
 * user's text copied but as quoted identifiers and literals.
 */
@NullMarked
package dev.sluice.pool.sql.query;

import org.jspecify.annotations.NullMarked;
