/** Measures and compares the rows of both ends. Knows nothing of what a transfer makes or publishes. */
@NullMarked
package dev.sluice.connector.verification;

import org.jspecify.annotations.NullMarked;
