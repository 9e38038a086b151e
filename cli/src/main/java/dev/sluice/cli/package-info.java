/** The command {@code sluice}: its entry point. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
