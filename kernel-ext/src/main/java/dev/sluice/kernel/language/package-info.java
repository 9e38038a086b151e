/** The languages that a notebook can have as its own. */
@NullMarked
package dev.sluice.kernel.language;

import org.jspecify.annotations.NullMarked;
