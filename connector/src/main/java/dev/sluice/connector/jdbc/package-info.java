/** The connection to the SQL pool, and the one place that understands its errors. */
@NullMarked
package dev.sluice.connector.jdbc;

import org.jspecify.annotations.NullMarked;
