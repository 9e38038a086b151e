/** Stands between protocol and engine and makes requests of clients fail as a test says. Not there unless it is asked for. */
@NullMarked
package dev.sluice.pool.sql.fault;

import org.jspecify.annotations.NullMarked;
