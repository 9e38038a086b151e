/** Messages of the Jupyter protocol 5.5 and their signed form on the wire. */
@NullMarked
package dev.sluice.kernel.message;

import org.jspecify.annotations.NullMarked;
