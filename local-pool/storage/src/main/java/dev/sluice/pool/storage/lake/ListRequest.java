package dev.sluice.pool.storage.lake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a listing is asked for.
 *
 * @param directory where it begins
 * @param depth how far down it goes
 * @param maxResults most entries of one page, at least 1
 * @param continueAfter last path of the page before, or null for the first page
 */
public record ListRequest(
        LakePath directory,
        Depth depth,
        int maxResults,
        @Nullable LakePath continueAfter) {

    /** How far down a listing goes. */
    public enum Depth {
        /** Only what is in the directory itself. */
        CHILDREN,
        /** Everything below it. */
        DESCENDANTS
    }

    public ListRequest {
        if (maxResults < 1) {
            throw new IllegalArgumentException("Invalid page size: " + maxResults + ", at least 1 is needed");
        }
    }

    Optional<LakePath> after() {
        return Optional.ofNullable(continueAfter);
    }
}
