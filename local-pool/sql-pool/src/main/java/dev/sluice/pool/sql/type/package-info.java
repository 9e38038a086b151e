/** The T-SQL types and what a value of each is in Java. */
@NullMarked
package dev.sluice.pool.sql.type;

import org.jspecify.annotations.NullMarked;
