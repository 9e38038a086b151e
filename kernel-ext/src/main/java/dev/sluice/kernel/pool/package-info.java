/** Where the local pool listens, found at the first cell that needs it. */
@NullMarked
package dev.sluice.kernel.pool;

import org.jspecify.annotations.NullMarked;
