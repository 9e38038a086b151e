package dev.sluice.pool.storage.lake;

import java.util.Locale;

/** What can lie at a path. */
public enum PathKind {
    /** A file. */
    FILE,
    /** A directory. */
    DIRECTORY;

    /** Returns the value of {@code x-ms-resource-type}. */
    public String resourceType() {
        return name().toLowerCase(Locale.ROOT);
    }
}
