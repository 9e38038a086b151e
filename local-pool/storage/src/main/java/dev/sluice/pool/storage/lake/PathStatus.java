package dev.sluice.pool.storage.lake;

import java.time.Instant;

/**
 * What is known of a file or directory.
 *
 * @param kind file or directory
 * @param length committed bytes; 0 for a directory
 * @param modifiedAt last change of the content
 * @param etag changes with the content and stays through a rename; without quotes
 * @param attributes owner, permissions and the like
 */
public record PathStatus(
        LakePath path, PathKind kind, long length, Instant modifiedAt, String etag, PathAttributes attributes) {

    /** Says whether it is a directory. */
    public boolean isDirectory() {
        return kind == PathKind.DIRECTORY;
    }
}
