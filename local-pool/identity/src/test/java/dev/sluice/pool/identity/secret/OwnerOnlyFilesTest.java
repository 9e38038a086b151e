package dev.sluice.pool.identity.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerOnlyFilesTest {

    @TempDir
    private Path folder;

    @Test
    void makesFilesThatOnlyTheirOwnerReads() throws IOException {
        Path file = folder.resolve("secret");
        OwnerOnlyFiles.write(file, new Secret("ünlü"));
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(OwnerOnlyFiles.read(file)).isEqualTo(new Secret("ünlü"));
    }

    @Test
    void replacesAFileThatOthersCouldRead() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        OwnerOnlyFiles.write(file, new Secret("new"));
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(file).hasContent("new");
    }

    @Test
    void writesOverWhatAKilledWriterLeft() throws IOException {
        Files.writeString(folder.resolve("secret.new"), "half of a sec");
        OwnerOnlyFiles.write(folder.resolve("secret"), new Secret("whole"));
        assertThat(folder.resolve("secret")).hasContent("whole");
        assertThat(folder.resolve("secret.new")).doesNotExist();
    }

    @Test
    void makesFoldersThatOnlyTheirOwnerEnters() throws IOException {
        Path made = folder.resolve("a/b");
        OwnerOnlyFiles.createFolder(made);
        assertThat(permissions(made)).isEqualTo("rwx------");
    }

    @Test
    void closesAFolderThatWasOpen() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        OwnerOnlyFiles.createFolder(open);
        assertThat(permissions(open)).isEqualTo("rwx------");
    }

    @Test
    void takesALineEndForNoPartOfASecret() throws IOException {
        Path file = Files.writeString(folder.resolve("edited"), "by hand\n");
        assertThat(OwnerOnlyFiles.read(file)).isEqualTo(new Secret("by hand"));
    }

    @Test
    void refusesAnEmptySecretFile() throws IOException {
        Path file = Files.writeString(folder.resolve("empty"), "\n");
        assertThatThrownBy(() -> OwnerOnlyFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("Invalid secret file " + file + ": empty; delete it to have a new one generated");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
