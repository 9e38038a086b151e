/** The build step that makes livy-rsc listen on the loopback address only. */
@NullMarked
package dev.sluice.pool.spark.loopback;

import org.jspecify.annotations.NullMarked;
