/** Tests of the running Spark pool, over HTTP as its users do. */
@NullMarked
package dev.sluice.pool.spark;

import org.jspecify.annotations.NullMarked;
