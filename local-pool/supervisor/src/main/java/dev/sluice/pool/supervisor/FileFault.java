package dev.sluice.pool.supervisor;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a file could not be used, in words. The commonest exceptions of {@code java.nio.file} have no other message than the
 * file's name.
 */
public final class FileFault {

    private FileFault() {}

    /**
     * Returns the reason, with the file's name in front unless it is the one that the caller names already, such as
     * {@code permission denied, it belongs to root} or {@code /a/b/lock: No space left on device}.
     *
     * @param named the file or folder that the caller's message names
     */
    public static String of(Path named, IOException failure) {
        String reason = reason(failure);
        String file = failure instanceof FileSystemException fault ? fault.getFile() : null;
        return file == null || Path.of(file).toAbsolutePath().equals(named.toAbsolutePath())
                ? reason
                : file + ": " + reason;
    }

    /** Returns the reason, with the file's name in front where it is known. */
    public static String of(IOException failure) {
        String file = failure instanceof FileSystemException fault ? fault.getFile() : null;
        return file == null ? reason(failure) : file + ": " + reason(failure);
    }

    private static String reason(IOException failure) {
        if (failure instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        if (!(failure instanceof FileSystemException fault)) {
            String message = failure.getMessage();
            return message == null ? failure.getClass().getSimpleName() : message;
        }
        if (fault instanceof AccessDeniedException) {
            return "permission denied" + owner(fault.getFile());
        }
        if (fault instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (fault instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (fault instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (fault instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (fault instanceof NotLinkException) {
            return "it is no link";
        }
        String reason = fault.getReason();
        return reason == null ? fault.getClass().getSimpleName() : reason;
    }

    /** Whose the file is: what is denied to one user was mostly made by a command that another one ran. */
    private static String owner(@Nullable String file) {
        if (file == null) {
            return "";
        }
        Path denied = Path.of(file).toAbsolutePath();
        for (Path path = denied; path != null; path = path.getParent()) {
            Optional<String> owner = ownerOf(path);
            if (owner.isPresent()) {
                return ", " + (path.equals(denied) ? "it" : path) + " belongs to " + owner.get();
            }
        }
        return "";
    }

    private static Optional<String> ownerOf(Path path) {
        try {
            return Optional.of(Files.getOwner(path).getName());
        } catch (IOException | UnsupportedOperationException e) {
            // Not there, or out of sight: the folder above is asked.
            return Optional.empty();
        }
    }
}
