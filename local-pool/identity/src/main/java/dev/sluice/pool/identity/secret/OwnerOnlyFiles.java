package dev.sluice.pool.identity.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that only their owner reads (0600) in folders that only their owner enters (0700). Permissions are set by the
 * call that creates, so there is no moment at which another user could open them; a file appears whole or not at all.
 */
public final class OwnerOnlyFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_AT_CREATION =
            PosixFilePermissions.asFileAttribute(FOLDER);
    private static final FileAttribute<Set<PosixFilePermission>> FILE_AT_CREATION =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private OwnerOnlyFiles() {}

    /** What fills a new file. */
    @FunctionalInterface
    public interface Content {
        /** Writes the whole content; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Creates the folder with its parents where it is missing, and closes an existing one to everybody but its owner. */
    public static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        } else {
            Files.createDirectories(folder, FOLDER_AT_CREATION);
        }
    }

    /** Writes the file, replacing one that is there. */
    public static void write(Path file, Content content) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(written);
        try (FileChannel channel = FileChannel.open(
                        written, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_AT_CREATION);
                OutputStream out = Channels.newOutputStream(channel)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Opens an empty file that processes lock to exclude each other, creating it where it is missing. */
    public static FileChannel openForLock(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE_AT_CREATION);
    }

    /** Writes the secret as the file's one line, without a line end: tools that pass a file's content on pass it whole. */
    public static void write(Path file, Secret secret) throws IOException {
        write(file, out -> out.write(secret.value().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a secret that {@link #write(Path, Secret)} wrote; a line end that an editor added is no part of it.
     *
     * @throws IOException if the file cannot be read or holds nothing
     */
    public static Secret read(Path file) throws IOException {
        String value = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (value.isEmpty()) {
            throw new IOException("Invalid secret file " + file + ": empty; delete it to have a new one generated");
        }
        return new Secret(value);
    }
}
