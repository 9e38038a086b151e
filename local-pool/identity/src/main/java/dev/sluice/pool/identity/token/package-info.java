/** Access tokens of the local pool: issued, and checked, as Microsoft Entra ID's are. */
@NullMarked
package dev.sluice.pool.identity.token;

import org.jspecify.annotations.NullMarked;
