/** Types and values on the wire (MS-TDS 2.2.5.4 and 2.2.5.5): one class a type. */
@NullMarked
package dev.sluice.pool.sql.tds.value;

import org.jspecify.annotations.NullMarked;
