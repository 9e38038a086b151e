/** What became of transfers whose drivers did not say, and the end of those that did not come to one. */
@NullMarked
package dev.sluice.connector.recovery;

import org.jspecify.annotations.NullMarked;
