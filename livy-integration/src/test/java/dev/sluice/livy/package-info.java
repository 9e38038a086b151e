@NullMarked
package dev.sluice.livy;

import org.jspecify.annotations.NullMarked;
