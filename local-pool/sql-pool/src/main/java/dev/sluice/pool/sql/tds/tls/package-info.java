/** TLS inside PRELOGIN packets (TDS 7) and around all packets (TDS 8). */
@NullMarked
package dev.sluice.pool.sql.tds.tls;

import org.jspecify.annotations.NullMarked;
