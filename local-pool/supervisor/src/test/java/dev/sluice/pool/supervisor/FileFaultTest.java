package dev.sluice.pool.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {

    @TempDir
    private Path folder;

    private static String said(Path named, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return FileFault.of(named, catchThrowableOfType(IOException.class, work));
    }

    @Test
    void saysWhatAnExceptionKeepsInItsTypeAlone() throws IOException {
        Path missing = folder.resolve("missing");
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(said(missing, () -> Files.readString(missing))).isEqualTo("there is no such file or folder");
        assertThat(said(file, () -> Files.createFile(file))).isEqualTo("it exists already");
        assertThat(said(file, () -> Files.list(file))).isEqualTo("it is no folder");
        assertThat(said(folder, () -> Files.delete(folder))).isEqualTo("the folder is not empty");
        assertThat(FileFault.of(file, new NotLinkException(file.toString()))).isEqualTo("it is no link");
        assertThat(FileFault.of(file, new MalformedInputException(1))).isEqualTo("it is no text in UTF-8");
    }

    @Test
    void namesFileThatTheCallerDoesNot() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(said(folder, () -> Files.createFile(file))).isEqualTo(file + ": it exists already");
    }

    @Test
    void saysWhoseFileIsDenied() throws IOException {
        String owner = Files.getOwner(folder).getName();
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(FileFault.of(file, new AccessDeniedException(file.toString())))
                .isEqualTo("permission denied, it belongs to " + owner);
        assertThat(FileFault.of(file, new AccessDeniedException(folder + "/not/there")))
                .isEqualTo(folder + "/not/there: permission denied, " + folder + " belongs to " + owner);
    }

    @Test
    void keepsReasonOfTheSystem() {
        assertThat(FileFault.of(folder, new FileSystemException(folder.toString(), null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(FileFault.of(folder, new IOException("Is a directory"))).isEqualTo("Is a directory");
        assertThat(FileFault.of(folder, new IOException())).isEqualTo("IOException");
        assertThat(FileFault.of(folder, new AccessDeniedException(null))).isEqualTo("permission denied");
        assertThat(FileFault.of(folder, new FileSystemException(folder.toString())))
                .isEqualTo("FileSystemException");
    }
}
