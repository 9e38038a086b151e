/** Types of the SQL pool and of Spark, and what becomes of one on the way to the other. Knows neither JDBC nor statements. */
@NullMarked
package dev.sluice.connector.type;

import org.jspecify.annotations.NullMarked;
