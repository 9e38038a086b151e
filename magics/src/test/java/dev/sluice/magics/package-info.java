@NullMarked
package dev.sluice.magics;

import org.jspecify.annotations.NullMarked;
