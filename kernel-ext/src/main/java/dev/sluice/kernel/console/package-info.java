/** Cells without Jupyter: from a file or from a terminal. */
@NullMarked
package dev.sluice.kernel.console;

import org.jspecify.annotations.NullMarked;
