/** External tables over the folders of the lake: finding, checking, reading and writing Parquet files. */
@NullMarked
package dev.sluice.pool.sql.engine.polybase;

import org.jspecify.annotations.NullMarked;
