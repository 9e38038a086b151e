/** The PRELOGIN exchange (MS-TDS 2.2.6.5): what client and server can do, encryption above all. */
@NullMarked
package dev.sluice.pool.sql.tds.prelogin;

import org.jspecify.annotations.NullMarked;
