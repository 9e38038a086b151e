/** What every Spark driver of the pool gets: it ends with the Livy server that started it, and its streams are its owner's. */
@NullMarked
package dev.sluice.pool.spark.lifeline;

import org.jspecify.annotations.NullMarked;
