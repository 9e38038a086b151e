/** What a client asks for once it is logged in: batches, procedure calls, transactions (MS-TDS 2.2.6). */
@NullMarked
package dev.sluice.pool.sql.tds.request;

import org.jspecify.annotations.NullMarked;
