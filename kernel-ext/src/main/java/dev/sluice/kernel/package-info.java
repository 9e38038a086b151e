/** The process of the Jupyter kernel. */
@NullMarked
package dev.sluice.kernel;

import org.jspecify.annotations.NullMarked;
