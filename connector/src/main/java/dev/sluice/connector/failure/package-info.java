/** How a failed transfer travels through the connector: as an exception that carries what, why and fix. */
@NullMarked
package dev.sluice.connector.failure;

import org.jspecify.annotations.NullMarked;
