@NullMarked
package dev.sluice.magics.syntax;

import org.jspecify.annotations.NullMarked;
