package dev.sluice.pool.storage.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Listings, page by page. A page is found again by the last path of the one before, so that no state is kept between them
 * and entries that come or go meanwhile do no harm. Memory holds one page and the names of the directories on the way down.
 */
final class Listing {

    private final Tree tree;
    private final AttributeStore attributes;

    Listing(Tree tree, AttributeStore attributes) {
        this.tree = tree;
        this.attributes = attributes;
    }

    ListPage page(ListRequest request, PathStatus start) throws IOException {
        if (!start.isDirectory()) {
            return new ListPage(List.of(start), null);
        }
        List<PathStatus> found = new ArrayList<>();
        List<String> after = request.after()
                .filter(path -> path.isAtOrBelow(request.directory()))
                .map(path -> path.segments()
                        .subList(
                                request.directory().segments().size(),
                                path.segments().size()))
                .orElse(List.of());
        collect(request, request.directory(), after, found);
        if (found.size() <= request.maxResults()) {
            return new ListPage(found, null);
        }
        List<PathStatus> page = found.subList(0, request.maxResults());
        return new ListPage(page, page.get(page.size() - 1).path());
    }

    /**
     * Adds the entries of a directory, until there is one more than the page holds, which tells that another page follows.
     *
     * @param after the rest of the path that was listed last, seen from this directory; empty to begin at its start
     */
    private void collect(ListRequest request, LakePath directory, List<String> after, List<PathStatus> found)
            throws IOException {
        for (String name : names(directory)) {
            int order = after.isEmpty() ? 1 : name.compareTo(after.get(0));
            if (order < 0) {
                continue;
            }
            if (found.size() > request.maxResults()) {
                return;
            }
            LakePath path = directory.child(name);
            Optional<Tree.OnDisk> onDisk = tree.lookAtEntry(path);
            if (onDisk.isEmpty()) {
                continue;
            }
            if (order > 0) {
                found.add(onDisk.get()
                        .status(path, attributes.of(path, onDisk.get().kind())));
            }
            if (request.depth() == ListRequest.Depth.DESCENDANTS && onDisk.get().kind() == PathKind.DIRECTORY) {
                collect(request, path, order == 0 ? after.subList(1, after.size()) : List.of(), found);
            }
        }
    }

    private List<String> names(LakePath directory) throws IOException {
        try (Stream<Path> entries = Files.list(tree.place(directory))) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Another program took the directory away after it was listed in its parent.
            return List.of();
        }
    }
}
