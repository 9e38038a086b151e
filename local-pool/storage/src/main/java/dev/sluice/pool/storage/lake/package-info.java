/** The account's files on disk, with the semantics of a hierarchical namespace. */
@NullMarked
package dev.sluice.pool.storage.lake;

import org.jspecify.annotations.NullMarked;
