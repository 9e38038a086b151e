package dev.sluice.pool.sql.engine.polybase;

import dev.sluice.pool.sql.engine.catalog.DataSource;
import dev.sluice.pool.sql.query.HostPaths;
import dev.sluice.pool.sql.session.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lake: {@code <folder>/<account>/<container>/...}, plain files.
 *
 * <p>Names that begin with {@code _} or {@code .} are not read, as PolyBase does. Nothing outside of the container that
 * a data source names can be reached: what stands behind a symbolic link is not there, as for the storage.
 */
public final class Lake {

    /** Where files are written before they are complete: no account can have this name. */
    private static final String UNFINISHED = ".unfinished";

    private static final Pattern LOCATION = Pattern.compile(
            "(?:abfss?|wasbs?)://([^@/]+)@([^./]+)\\.(?:dfs|blob)\\.core\\.windows\\.net(/.*)?",
            Pattern.CASE_INSENSITIVE);

    private final Path folder;

    /** Names the folder of the lake. */
    public Lake(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Returns the folder in which to put a query's files before they are complete. */
    public Path unfinished(String query) {
        return folder.resolve(UNFINISHED).resolve(query);
    }

    /** Removes what a killed process left unfinished. */
    public void sweep() throws IOException {
        remove(folder.resolve(UNFINISHED));
    }

    /** Removes a folder of the lake's own with all in it, if it is there. */
    static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }

    /**
     * Checks the location of a data source.
     *
     * @throws SqlError 105001 if it is not of the form {@code abfss://container@account.dfs.core.windows.net}
     */
    public void requireLocation(String location) throws SqlError {
        if (!LOCATION.matcher(location).matches()) {
            throw error(
                    105001,
                    "CREATE EXTERNAL DATA SOURCE failed because the location URI '" + location
                            + "' is not valid. Write it as abfss://container@account.dfs.core.windows.net.");
        }
    }

    /**
     * Finds the file or folder of a location in a data source; it need not be there.
     *
     * @throws SqlError 105002 if there is no such account or container, or if the location leads out of it
     */
    public Path resolve(DataSource source, String location) throws SqlError {
        Matcher matcher = LOCATION.matcher(source.location());
        if (!matcher.matches()) {
            throw error(105001, "The location URI '" + source.location() + "' is not valid.");
        }
        Path account = folder.resolve(matcher.group(2).toLowerCase(Locale.ROOT));
        if (!Files.isDirectory(account, LinkOption.NOFOLLOW_LINKS)) {
            throw error(
                    105002,
                    "EXTERNAL TABLE access failed because the storage account '" + matcher.group(2)
                            + "' does not exist in the local pool. Check the LOCATION of external data source '"
                            + source.name() + "'.");
        }
        Path container = account.resolve(matcher.group(1).toLowerCase(Locale.ROOT));
        if (!account.equals(container.getParent()) || !Files.isDirectory(container, LinkOption.NOFOLLOW_LINKS)) {
            throw error(
                    105002,
                    "EXTERNAL TABLE access failed because the container '" + matcher.group(1)
                            + "' does not exist in storage account '" + matcher.group(2)
                            + "'. Check the LOCATION of external data source '" + source.name() + "'.");
        }
        String base = matcher.group(3) == null ? "" : matcher.group(3);
        return inside(container, base + '/' + location, location);
    }

    private static Path inside(Path container, String path, String location) throws SqlError {
        Path found = container;
        try {
            for (String part : path.split("[/\\\\]+", -1)) {
                if (part.equals("..")) {
                    throw invalid(location);
                }
                found = part.isEmpty() || part.equals(".") ? found : found.resolve(part);
                if (!found.equals(container) && Files.isSymbolicLink(found)) {
                    throw invalid(location, "it must not lead over a symbolic link");
                }
            }
        } catch (InvalidPathException e) {
            throw invalid(location);
        }
        if (!found.normalize().startsWith(container)) {
            throw invalid(location);
        }
        return found;
    }

    private static SqlError invalid(String location) {
        return invalid(location, "it must lie inside the container");
    }

    private static SqlError invalid(String location, String reason) {
        return error(
                105002,
                "EXTERNAL TABLE access failed because the specified path name '" + location + "' is not valid: "
                        + reason + ". Enter a valid path and try again.");
    }

    /**
     * Lists the visible files of a location.
     *
     * @param location as the table names it, for the message
     * @throws SqlError 105002 if there is nothing at the location
     */
    public List<Path> files(Path found, String location) throws SqlError {
        if (!Files.exists(found)) {
            throw error(
                    105002,
                    "EXTERNAL TABLE access failed because the specified path name '" + location
                            + "' does not exist. Enter a valid path and try again.");
        }
        return visible(found);
    }

    /** Lists the visible files of a file or folder, none if it is not there. */
    static List<Path> visible(Path found) throws SqlError {
        if (!Files.exists(found)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(found)) {
            return paths.filter(path -> shown(found, path))
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw error(
                    105002,
                    "EXTERNAL TABLE access failed due to internal error: 'Error ["
                            + HostPaths.hidden(String.valueOf(e.getMessage()))
                            + "] occurred while accessing external file.'");
        }
    }

    private static boolean shown(Path root, Path path) {
        for (Path part : root.relativize(path)) {
            String name = part.toString();
            if (name.startsWith("_") || name.startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    static SqlError error(int number, String message) {
        return new SqlError(number, 16, 1, 1, message);
    }
}
