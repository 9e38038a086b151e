/** What the kernel and the console add to cells. */
@NullMarked
package dev.sluice.kernel.cell;

import org.jspecify.annotations.NullMarked;
