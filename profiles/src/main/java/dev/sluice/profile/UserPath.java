package dev.sluice.profile;

import java.nio.file.Path;

/** A path as a user writes it into a file. */
final class UserPath {

    private UserPath() {}

    /**
     * Returns the path; {@code ~/} is the user's own folder.
     *
     * @param folder what it is relative to
     * @throws IllegalArgumentException if no path is written like that
     */
    static Path of(String text, Path folder) {
        return text.startsWith("~/")
                ? Path.of(System.getProperty("user.home")).resolve(text.substring(2))
                : folder.resolve(text);
    }
}
