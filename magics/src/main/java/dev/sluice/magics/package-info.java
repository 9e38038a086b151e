/**
 * The magics of a notebook. {@link SluiceCells} is what a front end starts with; {@link dev.sluice.magics.cell} is what it
 * sees.
 */
@NullMarked
package dev.sluice.magics;

import org.jspecify.annotations.NullMarked;
