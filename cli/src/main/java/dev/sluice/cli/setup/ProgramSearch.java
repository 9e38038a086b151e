package dev.sluice.cli.setup;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs as a shell does.
 *
 * @param folders the variable {@code PATH}
 * @param chosenBrowser what the user named as the browser of the tests
 */
record ProgramSearch(String folders, Optional<String> chosenBrowser) {

    /** Stands for the browser that the user named. */
    static final String CHOSEN_BROWSER = "the chosen browser";

    Optional<Path> find(String program) {
        if (program.equals(CHOSEN_BROWSER)) {
            return chosenBrowser.map(Path::of);
        }
        Stream<Path> candidates = program.contains("/")
                ? Stream.of(Path.of(program))
                : Arrays.stream(folders.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, program));
        return candidates
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
