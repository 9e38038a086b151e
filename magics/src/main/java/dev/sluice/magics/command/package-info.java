/** The commands of {@code %%sqlpool}: their options, and the transfers they ask for. */
@NullMarked
package dev.sluice.magics.command;

import org.jspecify.annotations.NullMarked;
