/** Who the connector is to the SQL pool and to the storage. */
@NullMarked
package dev.sluice.connector.auth;

import org.jspecify.annotations.NullMarked;
