/** Refusals, with the codes and texts of Azure Storage. */
@NullMarked
package dev.sluice.pool.storage.error;

import org.jspecify.annotations.NullMarked;
