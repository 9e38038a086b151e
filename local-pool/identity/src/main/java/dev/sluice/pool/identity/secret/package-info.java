/** Secrets, in memory and in files that only their owner reads. */
@NullMarked
package dev.sluice.pool.identity.secret;

import org.jspecify.annotations.NullMarked;
