/**
 * The build steps that close what no setting closes: livy-rsc listens on the loopback address only, and Spark's streams ask
 * for the driver's secret.
 */
@NullMarked
package dev.sluice.pool.spark.loopback;

import org.jspecify.annotations.NullMarked;
