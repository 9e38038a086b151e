/** What a protocol asks of the engine: sessions that run T-SQL and answer as a stream of result events. */
@NullMarked
package dev.sluice.pool.sql.session;

import org.jspecify.annotations.NullMarked;
