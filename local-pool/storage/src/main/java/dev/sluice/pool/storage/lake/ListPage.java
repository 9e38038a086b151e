package dev.sluice.pool.storage.lake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param entries what is on it
 * @param continueAfter what the next page continues after, or null if this is the last one
 */
public record ListPage(List<PathStatus> entries, @Nullable LakePath continueAfter) {

    public ListPage {
        entries = List.copyOf(entries);
    }

    /** Returns what the next page continues after; empty if this is the last one. */
    public Optional<LakePath> next() {
        return Optional.ofNullable(continueAfter);
    }
}
