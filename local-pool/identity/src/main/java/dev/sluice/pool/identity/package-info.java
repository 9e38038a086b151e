/** The local pool's identity: its keys, certificate and secrets on disk, and the process that issues tokens. */
@NullMarked
package dev.sluice.pool.identity;

import org.jspecify.annotations.NullMarked;
