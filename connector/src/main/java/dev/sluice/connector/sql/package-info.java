/** Everything that is particular to a SQL engine: its statements. One interface, one engine. */
@NullMarked
package dev.sluice.connector.sql;

import org.jspecify.annotations.NullMarked;
