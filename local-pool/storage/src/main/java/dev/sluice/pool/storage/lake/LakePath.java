package dev.sluice.pool.storage.lake;

import dev.sluice.pool.storage.error.DfsError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Path of a file or directory within a file system. It never leads out of it: {@code .} and {@code ..} are refused, not
 * resolved.
 *
 * @param segments names from the root on; none for the root
 */
public record LakePath(List<String> segments) {

    /** The root directory. */
    public static final LakePath ROOT = new LakePath(List.of());

    /** The longest name that common file systems take, in bytes of UTF-8. */
    private static final int MAX_NAME_BYTES = 255;

    /** The longest path that a system takes (Linux's PATH_MAX): the directories above it are looked at one by one. */
    private static final int MAX_LENGTH = 4096;

    public LakePath {
        segments = List.copyOf(segments);
        segments.forEach(LakePath::requireValidName);
    }

    /**
     * Reads a decoded path; doubled, leading and trailing slashes count for nothing.
     *
     * @throws dev.sluice.pool.storage.error.DfsException if it is too long, or a name in it is not allowed
     */
    public static LakePath parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw DfsError.INVALID_URI.exception(
                    "A path of the local storage has at most " + MAX_LENGTH + " characters.");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return new LakePath(segments);
    }

    /** Says whether this is the root directory. */
    public boolean isRoot() {
        return segments.isEmpty();
    }

    /** Returns the directory that this is in. The root has none. */
    public LakePath parent() {
        if (isRoot()) {
            throw new IllegalStateException("The root has no parent");
        }
        return new LakePath(segments.subList(0, segments.size() - 1));
    }

    /** Returns the path of a name in this directory. */
    public LakePath child(String name) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(name);
        return new LakePath(longer);
    }

    /** Says whether this is the other path or lies below it. */
    public boolean isAtOrBelow(LakePath other) {
        return segments.size() >= other.segments.size()
                && segments.subList(0, other.segments.size()).equals(other.segments);
    }

    /** Returns what this path becomes when {@code from}, which it is at or below, becomes {@code to}. */
    LakePath moved(LakePath from, LakePath to) {
        List<String> result = new ArrayList<>(to.segments);
        result.addAll(segments.subList(from.segments.size(), segments.size()));
        return new LakePath(result);
    }

    /** Returns the path without a leading slash, as listings have it; empty for the root. */
    @Override
    public String toString() {
        return String.join("/", segments);
    }

    private static void requireValidName(String name) {
        if (name.equals(".") || name.equals("..")) {
            throw DfsError.INVALID_URI.exception("A path must not hold '" + name + "'.");
        }
        if (name.indexOf('\0') >= 0 || name.indexOf('/') >= 0) {
            throw DfsError.INVALID_URI.exception("A name must not hold a slash or a NUL character.");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw DfsError.INVALID_URI.exception(
                    "A name of the local storage has at most " + MAX_NAME_BYTES + " bytes: '" + name + "'.");
        }
    }
}
