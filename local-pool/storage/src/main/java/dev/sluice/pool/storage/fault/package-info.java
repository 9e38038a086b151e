/** Stands before the endpoint and makes requests of clients fail as a test says. Not there unless it is asked for. */
@NullMarked
package dev.sluice.pool.storage.fault;

import org.jspecify.annotations.NullMarked;
