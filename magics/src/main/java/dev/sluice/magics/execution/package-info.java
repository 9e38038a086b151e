/** Transfers as statements of the session. */
@NullMarked
package dev.sluice.magics.execution;

import org.jspecify.annotations.NullMarked;
