package dev.sluice.cli.command;

import dev.sluice.pool.supervisor.FileFault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder that JupyterLab opens: copies of the sample notebooks, and whatever the user adds. JupyterLab saves outputs into
 * a notebook as it runs, and a file that belongs to the checkout shall not change by being tried.
 */
final class NotebookFolder {

    private NotebookFolder() {}

    /**
     * Copies the samples that the folder does not hold. What it holds stays as the user left it.
     *
     * @return the names of the files that were copied, sorted
     * @throws CommandFailure if a file cannot be read or written
     */
    static List<String> fill(Path folder, Path samples) {
        List<String> copied = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> notebooks = Files.newDirectoryStream(samples, "*.ipynb")) {
                for (Path notebook : notebooks) {
                    String name = notebook.getFileName().toString();
                    if (copy(notebook, folder.resolve(name))) {
                        copied.add(name);
                    }
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    "Cannot copy the sample notebooks into " + folder + ": " + FileFault.of(folder, e), e);
        }
        return copied.stream().sorted().toList();
    }

    private static boolean copy(Path notebook, Path target) throws IOException {
        try {
            Files.copy(notebook, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            // The user's now.
            return false;
        }
    }
}
