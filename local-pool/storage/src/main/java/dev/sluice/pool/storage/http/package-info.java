/** Requests and responses of the DFS endpoint, apart from the server that carries them. */
@NullMarked
package dev.sluice.pool.storage.http;

import org.jspecify.annotations.NullMarked;
