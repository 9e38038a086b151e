/** The notebook's session in the Spark pool. */
@NullMarked
package dev.sluice.magics.session;

import org.jspecify.annotations.NullMarked;
