/**
 * What one end of a transfer tells the other: the request that the notebook side sends and the outcome that the pool side
 * answers. Depends on the JDK and on Jackson's annotations, so that it loads into any Spark pool.
 *
 * <p>Every type maps to JSON with a plain {@code ObjectMapper}. Absent values are left out, names are as the components are.
 */
@NullMarked
package dev.sluice.transfer;

import org.jspecify.annotations.NullMarked;
