/** The token service over https: managed identity, OAuth 2 client credentials, signing keys. */
@NullMarked
package dev.sluice.pool.identity.server;

import org.jspecify.annotations.NullMarked;
