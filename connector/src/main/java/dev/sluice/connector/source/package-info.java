/** Spark's data source sqlanalytics: options to requests, scans and writes to transfers. */
@NullMarked
package dev.sluice.connector.source;

import org.jspecify.annotations.NullMarked;
