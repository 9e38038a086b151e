package dev.sluice.pool.storage.lake;

import dev.sluice.pool.storage.error.DfsError;
import java.util.regex.Pattern;

/**
 * Name of a file system (container).
 *
 * <p>Source: Microsoft Learn, "Naming and Referencing Containers": 3 to 63 lower-case letters, digits and single hyphens,
 * which stand neither first nor last.
 *
 * @param text the name
 */
public record FileSystemName(String text) {

    private static final Pattern VALID = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*");

    /** @throws dev.sluice.pool.storage.error.DfsException InvalidResourceName */
    public FileSystemName {
        if (!isValid(text)) {
            throw DfsError.INVALID_RESOURCE_NAME.exception("The file system is '" + text
                    + "'; a name has 3 to 63 lower-case letters, digits and single hyphens.");
        }
    }

    /** Says whether a file system can have this name. */
    static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
