/** The TDS server: connections, logins, requests and their answers. */
@NullMarked
package dev.sluice.pool.sql.tds.server;

import org.jspecify.annotations.NullMarked;
