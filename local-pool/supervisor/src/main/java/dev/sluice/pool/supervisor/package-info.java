/** Starts, describes and stops the processes of the local pool. */
@NullMarked
package dev.sluice.pool.supervisor;

import org.jspecify.annotations.NullMarked;
