/** What the kernel does with each request of the Jupyter protocol. */
@NullMarked
package dev.sluice.kernel.protocol;

import org.jspecify.annotations.NullMarked;
