package dev.sluice.connector.transfer;

import dev.sluice.connector.type.CodePage;
import org.jspecify.annotations.Nullable;

/**
 * What a table's column has beyond its type.
 *
 * @param identity whether the pool numbers it
 * @param defaulted whether it has a default
 * @param masked whether some see its values masked
 * @param codePage code page of its collation, of a text
 * @param collation its collation, null if it has the database's or none
 */
record ColumnTraits(
        boolean identity,
        boolean defaulted,
        boolean masked,
        CodePage codePage,
        @Nullable String collation) {

    static final ColumnTraits NONE = new ColumnTraits(false, false, false, CodePage.LATIN, null);

    /** Returns whether the pool fills it where a row says nothing. */
    boolean fillsItself() {
        return identity || defaulted;
    }
}
