/** The local Spark pool's Livy server: its options, its configuration files, its life. */
@NullMarked
package dev.sluice.pool.spark;

import org.jspecify.annotations.NullMarked;
