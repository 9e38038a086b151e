/** What a front end (Jupyter kernel, console, command line) asks of the magics: to run cells and to show what they say. */
@NullMarked
package dev.sluice.magics.cell;

import org.jspecify.annotations.NullMarked;
