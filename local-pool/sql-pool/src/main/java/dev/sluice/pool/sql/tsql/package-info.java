/** T-SQL as a tree: lexer, parser and the nodes they make. Knows nothing of types of expressions or of an engine. */
@NullMarked
package dev.sluice.pool.sql.tsql;

import org.jspecify.annotations.NullMarked;
