/** Who may use the account: SharedKey signatures and bearer tokens. */
@NullMarked
package dev.sluice.pool.storage.auth;

import org.jspecify.annotations.NullMarked;
