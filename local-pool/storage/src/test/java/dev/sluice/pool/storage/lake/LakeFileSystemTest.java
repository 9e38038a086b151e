package dev.sluice.pool.storage.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LakeFileSystemTest {

    private final Path folder;
    private final Path visible;
    private final Lake lake;
    private final LakeFileSystem files;

    LakeFileSystemTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.visible = folder.resolve("acct/lake");
        this.lake = Lake.open(folder, "acct");
        this.files = lake.create(new FileSystemName("lake"));
    }

    @AfterEach
    void close() throws IOException {
        lake.close();
    }

    @Test
    void showsAppendedBytesOnlyOnceTheyAreFlushed() throws IOException {
        create("a/f");
        append("a/f", 0, "hello");
        assertThat(visible.resolve("a/f")).isEmptyFile();
        assertThat(flush("a/f", 5).length()).isEqualTo(5);
        assertThat(visible.resolve("a/f")).hasContent("hello");
        assertThat(scratch()).isEmpty();
    }

    @Test
    void joinsAppendsThatComeInAnyOrder() throws IOException {
        create("f");
        append("f", 6, "ghi");
        append("f", 0, "abc");
        append("f", 3, "def");
        flush("f", 9);
        assertThat(content("f")).isEqualTo("abcdefghi");
    }

    @Test
    void takesAnAppendThatIsSentTwice() throws IOException {
        create("f");
        append("f", 0, "abc");
        append("f", 3, "def");
        append("f", 0, "abc");
        flush("f", 6);
        assertThat(content("f")).isEqualTo("abcdef");
    }

    @Test
    void refusesAFlushOverAGap() throws IOException {
        create("f");
        append("f", 0, "abc");
        append("f", 4, "efg");
        assertRefused(() -> flush("f", 7), DfsError.INVALID_FLUSH_POSITION);
        append("f", 3, "d");
        flush("f", 7);
        assertThat(content("f")).isEqualTo("abcdefg");
    }

    @Test
    void addsToWhatWasFlushedBefore() throws IOException {
        create("f");
        append("f", 0, "abc");
        String first = flush("f", 3).etag();
        append("f", 3, "def");
        assertThat(flush("f", 6).etag()).isNotEqualTo(first);
        assertThat(content("f")).isEqualTo("abcdef");
        assertThat(scratch()).isEmpty();
    }

    @Test
    void refusesToOverwriteWhatWasFlushed() throws IOException {
        create("f");
        append("f", 0, "abc");
        flush("f", 3);
        assertThatThrownBy(() -> append("f", 2, "x"))
                .isInstanceOf(DfsException.class)
                .hasMessage(
                        "The uploaded data is not contiguous or the position query parameter value is not equal to the"
                                + " length of the file after appending the uploaded data. The file has 3 bytes, the position is"
                                + " 2.");
        assertRefused(() -> flush("f", 2), DfsError.INVALID_FLUSH_POSITION);
    }

    @Test
    void flushesNothingWhereNothingWasAppended() throws IOException {
        create("f");
        assertThat(flush("f", 0).length()).isZero();
        assertRefused(() -> flush("f", 1), DfsError.INVALID_FLUSH_POSITION);
    }

    @Test
    void dropsBytesBeyondAFlushUnlessTheyAreKept() throws IOException {
        create("f");
        append("f", 0, "abcdef");
        files.flush(path("f"), 2, UncommittedData.KEPT, Conditions.NONE);
        assertThat(content("f")).isEqualTo("ab");
        files.flush(path("f"), 4, UncommittedData.DROPPED, Conditions.NONE);
        assertThat(content("f")).isEqualTo("abcd");
        assertRefused(() -> flush("f", 6), DfsError.INVALID_FLUSH_POSITION);
        assertThat(scratch()).isEmpty();
    }

    @Test
    void countsNoByteOfABodyThatBreaksOff() throws IOException {
        create("f");
        InputStream broken = new InputStream() {
            private boolean sent;

            @Override
            public int read() {
                throw new AssertionError("bodies are read in blocks");
            }

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                if (sent) {
                    throw new IOException("connection reset");
                }
                sent = true;
                Arrays.fill(buffer, offset, offset + 3, (byte) 'x');
                return 3;
            }
        };
        assertThatThrownBy(() -> files.append(path("f"), 0, broken))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
        assertRefused(() -> flush("f", 3), DfsError.INVALID_FLUSH_POSITION);
        assertThat(visible.resolve("f")).isEmptyFile();
        assertThat(scratch()).singleElement().satisfies(left -> assertThat(left).isEmptyFile());
    }

    @Test
    void failsAnAppendWhoseFileIsFlushedMeanwhile() throws IOException {
        create("f");
        append("f", 0, "abc");
        InputStream slow = new InputStream() {
            private boolean flushed;

            @Override
            public int read() {
                throw new AssertionError("bodies are read in blocks");
            }

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                if (flushed) {
                    return -1;
                }
                flushed = true;
                flush("f", 3);
                buffer[offset] = 'x';
                return 1;
            }
        };
        assertRefused(() -> files.append(path("f"), 3, slow), DfsError.SERVER_BUSY);
        assertThat(content("f")).isEqualTo("abc");
    }

    @Test
    void keepsWhatAReaderHasOpenedAsItWas() throws IOException {
        write("f", "old");
        try (OpenFile reader = files.open(path("f"), Conditions.NONE)) {
            write("f", "new and longer");
            files.delete(path("f"), Conditions.NONE);
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            reader.copyTo(read, 0, reader.status().length());
            assertThat(read.toString(UTF_8)).isEqualTo("old");
        }
    }

    @Test
    void replacesAFileByAnEmptyOneAndDropsWhatWasAppended() throws IOException {
        write("f", "old");
        append("f", 3, "lost");
        create("f");
        assertThat(visible.resolve("f")).isEmptyFile();
        assertThat(scratch()).isEmpty();
        assertRefused(() -> flush("f", 7), DfsError.INVALID_FLUSH_POSITION);
    }

    @Test
    void createsOnlyWhereNothingIsIfAskedSo() throws IOException {
        create("f");
        assertThatThrownBy(() -> files.createFile(path("f"), new Conditions(null, "*"), UnaryOperator.identity()))
                .isInstanceOfSatisfying(
                        DfsException.class,
                        e -> assertThat(e.headers()).containsEntry("x-ms-existing-resource-type", "file"))
                .hasMessage("The specified path already exists.");
    }

    @Test
    void createsOverWhatTheCallerKnowsOnly() throws IOException {
        String known = write("f", "1").etag();
        write("f", "22");
        assertRefused(
                () -> files.createFile(path("f"), new Conditions(known, null), UnaryOperator.identity()),
                DfsError.CONDITION_NOT_MET);
        assertRefused(
                () -> files.createFile(path("g"), new Conditions(known, null), UnaryOperator.identity()),
                DfsError.CONDITION_NOT_MET);
        String current = files.status(path("f"), Conditions.NONE).etag();
        files.createFile(path("f"), new Conditions(current, null), UnaryOperator.identity());
        assertThat(visible.resolve("f")).isEmptyFile();
    }

    @Test
    void checksWhatTheCallerKnowsOnReading() throws IOException {
        String etag = write("f", "1").etag();
        assertThat(files.status(path("f"), new Conditions(etag, null)).length()).isEqualTo(1);
        assertThat(files.status(path("f"), new Conditions("*", null)).length()).isEqualTo(1);
        assertRefused(() -> files.status(path("f"), new Conditions(null, etag)), DfsError.CONDITION_NOT_MET);
        assertRefused(() -> files.open(path("f"), new Conditions("0x0", null)), DfsError.CONDITION_NOT_MET);
    }

    @Test
    void refusesAFileWhereADirectoryIsAndTheOtherWayRound() throws IOException {
        create("d/f");
        assertRefused(() -> create("d"), DfsError.PATH_CONFLICT);
        assertRefused(() -> directory("d/f"), DfsError.PATH_EXISTS);
        assertRefused(() -> create("d/f/g"), DfsError.PATH_CONFLICT);
        assertRefused(() -> directory("d/f/g/h"), DfsError.PATH_CONFLICT);
        assertRefused(() -> files.open(path("d"), Conditions.NONE), DfsError.PATH_CONFLICT);
        assertRefused(() -> append("d", 0, "x"), DfsError.PATH_CONFLICT);
        assertRefused(() -> files.status(path("d/f/g"), Conditions.NONE), DfsError.PATH_NOT_FOUND);
    }

    @Test
    void leavesADirectoryThatIsThere() throws IOException {
        write("d/f", "x");
        String etag = directory("d").etag();
        assertThat(directory("d").etag()).isEqualTo(etag);
        assertThat(content("d/f")).isEqualTo("x");
        assertRefused(
                () -> files.createDirectory(path("d"), new Conditions(null, "*"), UnaryOperator.identity()),
                DfsError.PATH_EXISTS);
    }

    @Test
    void renamesADirectoryWithEverythingInItInOneStep() throws IOException {
        write("a/b/f", "x");
        append("a/b/f", 1, "y");
        String etag = files.status(path("a/b/f"), Conditions.NONE).etag();
        directory("z");
        rename("a/b", "z/c");
        assertThat(content("z/c/f")).isEqualTo("x");
        assertThat(files.status(path("z/c/f"), Conditions.NONE).etag()).isEqualTo(etag);
        assertRefused(() -> files.status(path("a/b"), Conditions.NONE), DfsError.PATH_NOT_FOUND);
        flush("z/c/f", 2);
        assertThat(content("z/c/f")).isEqualTo("xy");
    }

    @Test
    void refusesARenameThatCannotBe() throws IOException {
        write("d/f", "x");
        create("file");
        directory("full/sub");
        assertRefused(() -> rename("nothing", "x"), DfsError.SOURCE_PATH_NOT_FOUND);
        assertRefused(() -> rename("file", "no/parent"), DfsError.RENAME_DESTINATION_PARENT_NOT_FOUND);
        assertRefused(() -> rename("d", "file/x"), DfsError.PATH_CONFLICT);
        assertRefused(() -> rename("d", "d/f2"), DfsError.INVALID_RENAME_SOURCE);
        assertRefused(() -> rename("", "x"), DfsError.INVALID_RENAME_SOURCE);
        assertRefused(() -> rename("d", ""), DfsError.INVALID_RENAME_SOURCE);
        assertRefused(() -> rename("d", "file"), DfsError.PATH_CONFLICT);
        assertRefused(() -> rename("d", "full"), DfsError.DIRECTORY_NOT_EMPTY);
        assertRefused(
                () -> files.rename(path("file"), Conditions.NONE, path("d/f"), new Conditions(null, "*")),
                DfsError.PATH_EXISTS);
        assertRefused(
                () -> files.rename(path("file"), new Conditions("0x0", null), path("g"), Conditions.NONE),
                DfsError.SOURCE_CONDITION_NOT_MET);
        assertThat(content("d/f")).isEqualTo("x");
    }

    @Test
    void replacesByARenameWhatMayBeReplaced() throws IOException {
        write("f", "new");
        write("g", "old");
        rename("f", "g");
        assertThat(content("g")).isEqualTo("new");
        write("d/x", "in d");
        directory("empty");
        rename("d", "empty");
        assertThat(content("empty/x")).isEqualTo("in d");
        rename("g", "g");
        assertThat(content("g")).isEqualTo("new");
    }

    @Test
    void deletesWhatItIsAskedTo() throws IOException {
        write("d/e/f", "x");
        append("d/e/f", 1, "pending");
        assertRefused(() -> files.delete(path("d"), Conditions.NONE), DfsError.DIRECTORY_NOT_EMPTY);
        files.deleteRecursively(path("d"), Conditions.NONE);
        assertThat(visible.resolve("d")).doesNotExist();
        assertThat(scratch()).isEmpty();
        assertRefused(() -> files.delete(path("d"), Conditions.NONE), DfsError.PATH_NOT_FOUND);
        directory("e");
        files.delete(path("e"), Conditions.NONE);
        assertThat(visible.resolve("e")).doesNotExist();
        assertRefused(() -> files.deleteRecursively(LakePath.ROOT, Conditions.NONE), DfsError.UNSUPPORTED_OPERATION);
    }

    @Test
    void keepsAttributesThroughARenameAndARestart() throws IOException {
        create("d/f");
        files.change(path("d/f"), Conditions.NONE, a -> a.withOwner("ann").withProperties("k=dg=="));
        files.change(path("d"), Conditions.NONE, a -> a.withPermissions("rwx------"));
        rename("d", "e");
        lake.close();
        try (Lake again = Lake.open(folder, "acct")) {
            LakeFileSystem reopened = again.fileSystem(new FileSystemName("lake"));
            PathAttributes attributes =
                    reopened.status(path("e/f"), Conditions.NONE).attributes();
            assertThat(attributes.owner()).isEqualTo("ann");
            assertThat(attributes.properties()).isEqualTo("k=dg==");
            assertThat(reopened.status(path("e"), Conditions.NONE).attributes().accessControlList())
                    .isEqualTo("user::rwx,group::---,other::---");
            reopened.deleteRecursively(path("e"), Conditions.NONE);
            reopened.createFile(path("e/f"), Conditions.NONE, UnaryOperator.identity());
            assertThat(reopened.status(path("e/f"), Conditions.NONE).attributes())
                    .isEqualTo(PathAttributes.defaults(PathKind.FILE));
        }
    }

    @Test
    void listsPageByPageParentsBeforeChildren() throws IOException {
        for (String file : List.of("b/2", "b/1", "a", "b-", "c/x/y", "c/x!", "c/z")) {
            create(file);
        }
        List<String> everything = List.of("a", "b", "b/1", "b/2", "b-", "c", "c/x", "c/x/y", "c/x!", "c/z");
        for (int size = 1; size <= everything.size() + 1; size++) {
            assertThat(list("", ListRequest.Depth.DESCENDANTS, size))
                    .as("pages of %d", size)
                    .containsExactlyElementsOf(everything);
        }
        assertThat(list("c", ListRequest.Depth.CHILDREN, 1)).containsExactly("c/x", "c/x!", "c/z");
        assertThat(list("a", ListRequest.Depth.CHILDREN, 5)).containsExactly("a");
        assertRefused(() -> list("nothing", ListRequest.Depth.CHILDREN, 5), DfsError.PATH_NOT_FOUND);
    }

    @Test
    void seesWhatAnotherProgramPutIntoTheLake() throws IOException {
        Files.createDirectories(visible.resolve("export"));
        Files.writeString(visible.resolve("export/part-0.parquet"), "PAR1");
        assertThat(list("export", ListRequest.Depth.CHILDREN, 10)).containsExactly("export/part-0.parquet");
        assertThat(content("export/part-0.parquet")).isEqualTo("PAR1");
    }

    /** Renames make paths that no system takes as a whole: 40 trees of 3 long names, each put below the other. */
    @Test
    void deletesTreesThatAreDeeperThanPathsCanBe() throws IOException {
        String name = "n".repeat(200);
        String below = name + '/' + name + '/' + name;
        directory("t0/" + below);
        for (int i = 1; i < 40; i++) {
            directory("t" + i + '/' + below);
            create("t" + i + "/f");
            rename("t" + (i - 1), "t" + i + '/' + below + "/t");
        }

        files.deleteRecursively(path("t39"), Conditions.NONE);

        assertThat(scratch()).isEmpty();
        assertThat(visible).isEmptyDirectory();
    }

    @Test
    void opensWhereADeepTreeWasLeft() throws IOException {
        String name = "n".repeat(200);
        Path left = folder.resolve(".sluice/acct/scratch/left");
        for (int i = 0; i < 40; i++) {
            Path next = Files.createDirectories(folder.resolve("next"));
            if (Files.exists(left)) {
                Files.move(left, Files.createDirectories(next.resolve(name)).resolve(name));
            }
            Files.move(next, left);
        }
        lake.close();

        try (Lake again = Lake.open(folder, "acct")) {
            assertThat(again.fileSystems()).containsExactly(new FileSystemName("lake"));
            assertThat(scratch()).isEmpty();
        }
    }

    @Test
    void followsNoSymbolicLink() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "x");
        Files.createSymbolicLink(visible.resolve("dir"), outside);
        Files.createSymbolicLink(visible.resolve("file"), outside.resolve("secret"));
        assertRefused(() -> files.status(path("dir/secret"), Conditions.NONE), DfsError.INVALID_URI);
        assertRefused(() -> files.open(path("file"), Conditions.NONE), DfsError.INVALID_URI);
        assertRefused(() -> create("dir/new"), DfsError.INVALID_URI);
        create("real");
        assertRefused(() -> rename("real", "dir/real"), DfsError.INVALID_URI);
        assertThat(list("", ListRequest.Depth.DESCENDANTS, 10)).containsExactly("real");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../b", ".", "a/./b", "nul\0"})
    void refusesPathsThatLeadElsewhere(String text) {
        assertRefused(() -> path(text), DfsError.INVALID_URI);
    }

    @Test
    void refusesNamesThatNoDiskTakes() {
        assertThat(path("ü".repeat(127)).toString()).hasSize(127);
        assertRefused(() -> path("ü".repeat(128)), DfsError.INVALID_URI);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k=v x", "100%", "a+b", "ünï-😀", "tab\there", "back\\slash", "...", " "})
    void takesEveryOtherName(String name) throws IOException {
        write(name, name);
        assertThat(content(name)).isEqualTo(name);
        assertThat(visible.resolve(name)).exists();
    }

    @Test
    void refusesPagesOfNothing() {
        assertThatThrownBy(() -> new ListRequest(LakePath.ROOT, ListRequest.Depth.CHILDREN, 0, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid page size: 0, at least 1 is needed");
    }

    @Test
    void joinsRangesThatOverlap() throws IOException {
        create("f");
        append("f", 4, "efgh");
        append("f", 2, "cdef");
        append("f", 10, "k");
        append("f", 0, "abc");
        append("f", 0, "");
        append("f", 7, "hij");
        flush("f", 11);
        assertThat(content("f")).isEqualTo("abcdefghijk");
    }

    @Test
    void isForOneServerAtATime() {
        assertThatThrownBy(() -> Lake.open(folder, "acct"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(" is in use by another storage process; end it first");
    }

    @Test
    void managesItsFileSystems() throws IOException {
        FileSystemName second = new FileSystemName("second-2");
        lake.create(second);
        assertThat(lake.fileSystems()).containsExactly(new FileSystemName("lake"), second);
        assertRefused(() -> lake.create(second), DfsError.FILESYSTEM_EXISTS);
        lake.delete(second);
        assertRefused(() -> lake.fileSystem(second), DfsError.FILESYSTEM_NOT_FOUND);
        assertRefused(() -> lake.delete(second), DfsError.FILESYSTEM_NOT_FOUND);
        lake.createWhereMissing(second);
        assertThat(lake.fileSystem(second)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Lake", "a--b", "-ab", "ab-", "a_b", "..", "a.b"})
    void refusesFileSystemNamesThatAzureRefuses(String name) {
        assertThatThrownBy(() -> new FileSystemName(name))
                .isInstanceOf(DfsException.class)
                .hasMessage("The specified resource name contains invalid characters. The file system is '" + name
                        + "'; a name has 3 to 63 lower-case letters, digits and single hyphens.");
    }

    private List<String> list(String directory, ListRequest.Depth depth, int pageSize) throws IOException {
        List<String> names = new ArrayList<>();
        Optional<LakePath> after = Optional.empty();
        do {
            ListPage page = files.list(new ListRequest(path(directory), depth, pageSize, after.orElse(null)));
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(pageSize);
            page.entries().forEach(entry -> names.add(entry.path().toString()));
            after = page.next();
        } while (after.isPresent());
        return names;
    }

    private PathStatus write(String path, String content) throws IOException {
        create(path);
        append(path, 0, content);
        return flush(path, content.getBytes(UTF_8).length);
    }

    private void create(String path) throws IOException {
        files.createFile(path(path), Conditions.NONE, UnaryOperator.identity());
    }

    private PathStatus directory(String path) throws IOException {
        return files.createDirectory(path(path), Conditions.NONE, UnaryOperator.identity());
    }

    private void append(String path, long position, String content) throws IOException {
        files.append(path(path), position, new ByteArrayInputStream(content.getBytes(UTF_8)));
    }

    private PathStatus flush(String path, long length) throws IOException {
        return files.flush(path(path), length, UncommittedData.DROPPED, Conditions.NONE);
    }

    private void rename(String source, String target) throws IOException {
        files.rename(path(source), Conditions.NONE, path(target), Conditions.NONE);
    }

    private String content(String path) throws IOException {
        try (OpenFile file = files.open(path(path), Conditions.NONE)) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            file.copyTo(content, 0, file.status().length());
            return content.toString(UTF_8);
        }
    }

    private List<Path> scratch() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve(".sluice/acct/scratch"))) {
            return left.toList();
        }
    }

    private static LakePath path(String text) {
        return LakePath.parse(text);
    }

    private static void assertRefused(ThrowingCallable action, DfsError error) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        DfsException.class, e -> assertThat(e.error()).isEqualTo(error));
    }
}
