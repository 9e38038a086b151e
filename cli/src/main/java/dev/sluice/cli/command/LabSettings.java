package dev.sluice.cli.command;

import dev.sluice.pool.supervisor.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What JupyterLab is told beside its defaults: that a pool on a laptop needs neither news nor updates from the network. */
final class LabSettings {

    private static final String OVERRIDES = """
            {
              "@jupyterlab/apputils-extension:notification": {
                "checkForUpdates": false,
                "fetchNews": "false"
              }
            }
            """;

    private LabSettings() {}

    /** Writes them where the JupyterLab of the checkout's Python environment reads them. */
    static void intoEnvironment(Checkout checkout) {
        Path folder = checkout.python().jupyterData().resolve("lab").resolve("settings");
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("overrides.json"), OVERRIDES);
        } catch (IOException e) {
            throw new CommandFailure(
                    "Cannot write the settings of JupyterLab into " + folder + ": " + FileFault.of(folder, e), e);
        }
    }
}
