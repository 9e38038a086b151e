package dev.sluice.cli.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The Python environment of a checkout. It holds Spark, JupyterLab, the sample's data and our kernel specs, and is made anew
 * only when what it shall hold has changed.
 */
public final class PythonEnvironment {

    private final Path folder;
    private final Path requirements;
    private final Path logs;

    /**
     * Names an environment.
     *
     * @param folder where it is made
     * @param requirements folder of the lists of packages
     * @param logs folder of the installer's log
     */
    public PythonEnvironment(Path folder, Path requirements, Path logs) {
        this.folder = folder;
        this.requirements = requirements;
        this.logs = logs;
    }

    /** Returns a program of the environment. */
    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Returns the folder that Jupyter looks for kernel specs in. */
    public Path jupyterData() {
        return folder.resolve("share").resolve("jupyter");
    }

    /**
     * Makes the environment and installs what is missing. Without anything missing it needs no network and no time.
     *
     * @param list name of the list, such as {@code requirements.txt}
     * @throws SetupException if there is no Python, or the packages cannot be had
     */
    public void install(String list, Consumer<String> progress) {
        Path wanted = requirements.resolve(list);
        Path installed = folder.resolve("installed-" + list);
        try {
            if (Files.exists(installed) && Files.readString(installed).equals(Files.readString(wanted))) {
                return;
            }
            Files.createDirectories(logs);
            Path log = logs.resolve("setup.log");
            if (!Files.isExecutable(program("python")) || !Files.isExecutable(program("pip"))) {
                create(log, progress);
            }
            progress.accept("Installing Python packages of " + list + " (the first time downloads about 500 MB; log: "
                    + log + ")");
            int exit = Subprocess.runLogged(
                    List.of(program("python").toString(), "-m", "pip", "install", "--quiet", "-r", wanted.toString()),
                    log);
            if (exit != 0) {
                throw new SetupException(installFailed(log));
            }
            Files.copy(wanted, installed, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SetupException(
                    "Cannot set up the Python environment in " + folder + ": " + e.getMessage()
                            + ". Is the disk full or read-only?",
                    e);
        }
    }

    private void create(Path log, Consumer<String> progress) throws IOException {
        PythonInterpreter python = PythonInterpreter.find(Optional.ofNullable(System.getenv("SLUICE_PYTHON")));
        progress.accept("Making a Python " + python.version() + " environment in " + folder);
        int exit = Subprocess.runLogged(List.of(python.command(), "-m", "venv", "--clear", folder.toString()), log);
        if (exit != 0) {
            throw new SetupException("Cannot make a Python environment with " + python.command() + ". " + tail(log));
        }
    }

    private static String installFailed(Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.UTF_8);
        String reason = text.contains("No space left on device")
                ? "The disk is full."
                : text.contains("NewConnectionError") || text.contains("Could not find a version")
                        ? "The registry of Python packages was not reached. Check the network and the settings of pip."
                        : "pip failed.";
        return "Cannot install the Python packages. " + reason + " " + tail(log);
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            String last = lines.isEmpty() ? "(empty)" : lines.get(lines.size() - 1);
            return "The log ends with: " + last + " (" + log + ")";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
