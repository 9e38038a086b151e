/** The tokens of a server's answer (MS-TDS 2.2.7): one class a token. */
@NullMarked
package dev.sluice.pool.sql.tds.token;

import org.jspecify.annotations.NullMarked;
