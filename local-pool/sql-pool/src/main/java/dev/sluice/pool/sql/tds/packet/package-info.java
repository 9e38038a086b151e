/** Packets and messages of TDS (MS-TDS 2.2.3), and reading and writing their fields. */
@NullMarked
package dev.sluice.pool.sql.tds.packet;

import org.jspecify.annotations.NullMarked;
