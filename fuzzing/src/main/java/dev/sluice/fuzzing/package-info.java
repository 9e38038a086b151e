/** Hostile input for the tests of all modules: mutations of what is valid, and the measure of what reading it costs. */
@NullMarked
package dev.sluice.fuzzing;

import org.jspecify.annotations.NullMarked;
