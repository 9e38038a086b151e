/** The entry point that a notebook's statement calls. */
@NullMarked
package dev.sluice.connector;

import org.jspecify.annotations.NullMarked;
