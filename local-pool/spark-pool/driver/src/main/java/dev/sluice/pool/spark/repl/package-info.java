/**
 * The interpreters of a Livy session and the queue before them. Everything here runs in the Spark driver.
 *
 * <p>Behaves as livy-repl 0.7.1 does at the wire (it is not published); where it does more, the class says so.
 */
@NullMarked
package dev.sluice.pool.spark.repl;

import org.jspecify.annotations.NullMarked;
