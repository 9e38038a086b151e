package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookFolderTest {

    @TempDir
    private Path checkout;

    private Path samples;
    private Path folder;

    @BeforeEach
    void makeSamples() throws IOException {
        samples = Files.createDirectories(checkout.resolve("samples"));
        folder = checkout.resolve("é #/notebooks");
        Files.writeString(samples.resolve("2.ipynb"), "two");
        Files.writeString(samples.resolve("1.ipynb"), "one");
        Files.writeString(samples.resolve("notes.txt"), "no notebook");
    }

    @Test
    void copiesTheSamplesOnce() {
        assertThat(NotebookFolder.fill(folder, samples)).containsExactly("1.ipynb", "2.ipynb");
        assertThat(NotebookFolder.fill(folder, samples)).isEmpty();

        assertThat(folder.resolve("1.ipynb")).hasContent("one");
        assertThat(folder.resolve("notes.txt")).doesNotExist();
    }

    @Test
    void leavesWhatTheUserMadeOfThem() throws IOException {
        NotebookFolder.fill(folder, samples);
        Files.writeString(folder.resolve("1.ipynb"), "with outputs");
        Files.writeString(folder.resolve("mine.ipynb"), "mine");
        Files.delete(folder.resolve("2.ipynb"));

        assertThat(NotebookFolder.fill(folder, samples)).containsExactly("2.ipynb");

        assertThat(folder.resolve("1.ipynb")).hasContent("with outputs");
        assertThat(folder.resolve("mine.ipynb")).hasContent("mine");
        assertThat(samples.resolve("1.ipynb")).hasContent("one");
    }

    @Test
    void saysWhyNothingCanBeCopied() throws IOException {
        Path file = Files.createFile(checkout.resolve("file"));

        assertThatThrownBy(() -> NotebookFolder.fill(file, samples))
                .isExactlyInstanceOf(CommandFailure.class)
                .hasMessage("Cannot copy the sample notebooks into " + file + ": it exists already");
    }
}
