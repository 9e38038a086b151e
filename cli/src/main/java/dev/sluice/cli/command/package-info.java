/** The sub-commands of {@code sluice}, one class each. */
@NullMarked
package dev.sluice.cli.command;

import org.jspecify.annotations.NullMarked;
