/** Everything that is particular to a Spark version. */
@NullMarked
package dev.sluice.connector.spark;

import org.jspecify.annotations.NullMarked;
