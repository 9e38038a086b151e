package dev.sluice.connector.transfer;

import dev.sluice.connector.settings.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What the options of the data source may say and a notebook's request may not or does not.
 *
 * @param password password of the login
 * @param dataSource external data source to go through
 * @param credential database scoped credential for a data source that is made
 */
public record Access(
        @Nullable Secret password,
        @Nullable String dataSource,
        @Nullable String credential) {

    /** Nothing said. */
    public static final Access CONFIGURED = new Access(null, null, null);
}
