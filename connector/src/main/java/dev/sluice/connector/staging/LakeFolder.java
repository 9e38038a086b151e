package dev.sluice.connector.staging;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the lake, however it is spelled: with or without TLS, by the host of either endpoint, with a port, with slashes
 * at its end, in any case of the host. Paths differ by case, hosts and containers do not.
 *
 * @param container container and host, as {@code container@account.dfs.core.windows.net}; empty for a local file system
 * @param segments names of the folders from the root of the container, none for the root itself
 */
public record LakeFolder(String container, List<String> segments) {

    public LakeFolder {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a folder.
     *
     * @param folder absolute, with its scheme
     */
    public static LakeFolder of(Path folder) {
        URI uri = folder.toUri();
        List<String> segments = new ArrayList<>();
        for (String segment : uri.getPath().split("/", -1)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.remove(segments.size() - 1);
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        String authority = uri.getAuthority() == null ? "" : uri.getAuthority();
        String host =
                authority.toLowerCase(Locale.ROOT).replaceAll(":\\d+$", "").replace(".blob.", ".dfs.");
        return new LakeFolder(host, segments);
    }

    /**
     * Checks that a text names a folder: those of files that others may have written need not.
     *
     * @throws IllegalArgumentException if it does not
     */
    static void require(@Nullable String folder) {
        LakeFolder unused = of(new Path(requireNonNull(folder, "folder")));
    }

    /** Returns whether it is the other one or a folder in it. */
    public boolean isWithin(LakeFolder other) {
        return container.equals(other.container)
                && segments.size() >= other.segments.size()
                && segments.subList(0, other.segments.size()).equals(other.segments);
    }

    /** Returns whether one of the two is the other one or a folder in it. */
    public boolean overlaps(LakeFolder other) {
        return isWithin(other) || other.isWithin(this);
    }
}
