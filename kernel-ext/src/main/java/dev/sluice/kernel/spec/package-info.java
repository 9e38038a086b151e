/** Kernel specs: how Jupyter finds and starts the kernel. */
@NullMarked
package dev.sluice.kernel.spec;

import org.jspecify.annotations.NullMarked;
