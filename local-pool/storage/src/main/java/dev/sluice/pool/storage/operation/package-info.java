/** The operations of the DFS endpoint, one class per family. */
@NullMarked
package dev.sluice.pool.storage.operation;

import org.jspecify.annotations.NullMarked;
