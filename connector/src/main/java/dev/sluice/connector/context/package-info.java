/** What every transfer of a Spark session works with. */
@NullMarked
package dev.sluice.connector.context;

import org.jspecify.annotations.NullMarked;
