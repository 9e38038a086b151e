package dev.sluice.connector.transfer;

import dev.sluice.connector.type.CodePage;

/**
 * What a table's column has beyond its type.
 *
 * @param identity whether the pool numbers it
 * @param defaulted whether it has a default
 * @param codePage code page of its collation, of a text
 */
record ColumnTraits(boolean identity, boolean defaulted, CodePage codePage) {

    static final ColumnTraits NONE = new ColumnTraits(false, false, CodePage.LATIN);

    /** Returns whether the pool fills it where a row says nothing. */
    boolean fillsItself() {
        return identity || defaulted;
    }
}
