package dev.sluice.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program of Jupyter in the terminal of the user. All it writes stays in the checkout. */
final class JupyterProgram {

    private final Checkout checkout;
    private final List<String> command;

    JupyterProgram(Checkout checkout, List<String> command) {
        this.checkout = checkout;
        this.command = List.copyOf(command);
    }

    /** Runs it to its end and returns its exit code. */
    int run() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(checkout.root().toFile()).inheritIO();
        Path jupyter = checkout.layout().home().resolve("jupyter");
        Map<String, String> environment = builder.environment();
        environment.put("JUPYTER_CONFIG_DIR", jupyter.resolve("config").toString());
        environment.put("JUPYTER_DATA_DIR", jupyter.resolve("data").toString());
        environment.put("JUPYTER_RUNTIME_DIR", jupyter.resolve("runtime").toString());
        environment.put(
                "JUPYTERLAB_SETTINGS_DIR", jupyter.resolve("lab-settings").toString());
        environment.put(
                "JUPYTERLAB_WORKSPACES_DIR", jupyter.resolve("lab-workspaces").toString());
        environment.put("IPYTHONDIR", jupyter.resolve("ipython").toString());
        environment.put("PYTHONUTF8", "1");
        // IPython warns if its folder cannot be made in one that is not there yet.
        Files.createDirectories(jupyter);
        Process process = builder.start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", e);
        }
    }
}
