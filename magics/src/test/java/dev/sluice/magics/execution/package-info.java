@NullMarked
package dev.sluice.magics.execution;

import org.jspecify.annotations.NullMarked;
