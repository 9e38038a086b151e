/** How cells and magic lines are read: no meaning yet. */
@NullMarked
package dev.sluice.magics.syntax;

import org.jspecify.annotations.NullMarked;
