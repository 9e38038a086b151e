package dev.sluice.cli.setup;

import dev.sluice.pool.supervisor.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The Python environment of a checkout. It holds Spark, JupyterLab, the sample's data and our kernel specs, and is made anew
 * only when what it shall hold has changed.
 */
public final class PythonEnvironment {

    /** Less is what a program finds that fills a disk and then fails. */
    private static final int FULL_MEGABYTES = 16;

    /** Size of the environment with all packages, rounded up. */
    private static final int NEEDED_MEGABYTES = 1_000;

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
            Subprocess.Result installation = Subprocess.runLogged(
                    List.of(program("python").toString(), "-m", "pip", "install", "--quiet", "-r", wanted.toString()),
                    log);
            if (installation.exitCode() != 0) {
                throw new SetupException("Cannot install the Python packages. " + why(installation, log));
            }
            Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SetupException(
                    "Cannot set up the Python environment in " + folder + ": " + FileFault.of(folder, e)
                            + ". Is the disk full or read-only?",
                    e);
        }
    }

    private void create(Path log, Consumer<String> progress) throws IOException {
        PythonInterpreter python = PythonInterpreter.find(Optional.ofNullable(System.getenv("SLUICE_PYTHON")));
        progress.accept("Making a Python " + python.version() + " environment in " + folder);
        Subprocess.Result creation =
                Subprocess.runLogged(List.of(python.command(), "-m", "venv", "--clear", folder.toString()), log);
        if (creation.exitCode() != 0) {
            throw new SetupException(
                    "Cannot make a Python environment with " + python.command() + ". " + why(creation, log));
        }
    }

    private String why(Subprocess.Result failed, Path log) throws IOException {
        String output = failed.output().strip();
        String end = output.isEmpty()
                ? " It ended with exit code " + failed.exitCode() + " and said nothing."
                : " It ends with: " + output.substring(output.lastIndexOf('\n') + 1) + " (" + log + ")";
        return reason(output) + end;
    }

    private String reason(String output) throws IOException {
        long free = Files.getFileStore(logs).getUsableSpace() >> 20;
        if (output.contains("No space left on device") || free < FULL_MEGABYTES) {
            return "The disk is full: " + free + " MB are free in " + logs + ", about " + NEEDED_MEGABYTES
                    + " MB are needed there and some more for the temporary files of pip.";
        }
        if (output.contains("NewConnectionError") || output.contains("Could not find a version")) {
            return "The registry of Python packages was not reached. Check the network and the settings of pip.";
        }
        return "The installer failed.";
    }
}
