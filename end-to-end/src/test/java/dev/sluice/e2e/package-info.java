/** Tests of the whole way with the real parts: Jupyter, Livy, Spark, the JDBC driver, TDS, the ABFS driver. */
@NullMarked
package dev.sluice.e2e;

import org.jspecify.annotations.NullMarked;
