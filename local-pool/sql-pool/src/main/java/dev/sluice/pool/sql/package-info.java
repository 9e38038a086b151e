/** The process that stands in for a dedicated SQL pool. */
@NullMarked
package dev.sluice.pool.sql;

import org.jspecify.annotations.NullMarked;
