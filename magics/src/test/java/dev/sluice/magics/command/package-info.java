@NullMarked
package dev.sluice.magics.command;

import org.jspecify.annotations.NullMarked;
