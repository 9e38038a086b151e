package dev.sluice.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a secret is found, never the secret itself: {@code file:PATH} or {@code env:NAME}. */
final class SecretSource {

    private static final String FILE = "file:";
    private static final String ENV = "env:";

    /** More is no password and no token. */
    private static final int MAX_BYTES = 64 << 10;

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final String text;
    private final Path folder;
    private final Map<String, String> environment;

    private SecretSource(String text, Path folder, Map<String, String> environment) {
        this.text = text;
        this.folder = folder;
        this.environment = environment;
    }

    /** Returns whether a text is meant for the place of a secret. */
    static boolean isOne(String text) {
        return text.startsWith(FILE) || text.startsWith(ENV);
    }

    /**
     * Reads where a secret is.
     *
     * @param folder what a path is relative to
     * @throws IllegalArgumentException if it is no place. The text is not repeated: it may be the secret.
     */
    static SecretSource parse(String text, Path folder, Map<String, String> environment) {
        if (!isOne(text) || text.equals(FILE) || text.equals(ENV)) {
            throw new IllegalArgumentException(
                    "write where the secret is found, as file:PATH or env:NAME, never the secret itself");
        }
        return new SecretSource(text, folder, environment);
    }

    /**
     * Reads the secret: the first line of the file, or the variable.
     *
     * @throws IllegalArgumentException saying why it cannot be read, without the secret
     */
    String read() {
        if (text.startsWith(ENV)) {
            String value = environment.get(text.substring(ENV.length()));
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException(
                        "the variable " + text.substring(ENV.length()) + " is not set where Sluice was started");
            }
            return value;
        }
        Path file = UserPath.of(text.substring(FILE.length()), folder);
        try {
            return firstLine(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (FileSystemException e) {
            String reason = e.getReason();
            throw new IllegalArgumentException(
                    "the file " + file + " cannot be read" + (reason == null ? "" : ": " + reason), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + file + " cannot be read", e);
        }
    }

    private static String firstLine(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> others = EnumSet.copyOf(OF_OTHERS);
            others.retainAll(Files.getPosixFilePermissions(file));
            if (!others.isEmpty()) {
                throw new IllegalArgumentException(
                        "other users can read or change the file " + file + ". Run: chmod 600 " + file);
            }
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("the file " + file + " is longer than any secret");
        }
        // Editors of Windows begin a file with a mark of its encoding.
        String line = Files.readString(file, UTF_8)
                .replaceFirst("^\ufeff", "")
                .lines()
                .findFirst()
                .orElse("");
        if (line.isBlank()) {
            throw new IllegalArgumentException("the first line of the file " + file + " is empty");
        }
        return line.strip();
    }
}
