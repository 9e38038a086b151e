/** Lets no Spark driver outlive the Livy server that started it. */
@NullMarked
package dev.sluice.pool.spark.lifeline;

import org.jspecify.annotations.NullMarked;
