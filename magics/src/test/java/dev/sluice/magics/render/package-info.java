@NullMarked
package dev.sluice.magics.render;

import org.jspecify.annotations.NullMarked;
