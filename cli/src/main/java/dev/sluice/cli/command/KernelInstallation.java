package dev.sluice.cli.command;

import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.kernel.spec.KernelSpecs;
import dev.sluice.pool.supervisor.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes the kernels of this checkout known to Jupyter. */
final class KernelInstallation {

    private KernelInstallation() {}

    /** Into the Python environment of the checkout, which nothing else reads. */
    static List<Path> intoEnvironment(Checkout checkout, PoolChoice pool) {
        return into(checkout, pool, checkout.python().jupyterData());
    }

    /** Into the folder that every Jupyter of the user reads. */
    static List<Path> forUser(Checkout checkout, PoolChoice pool) {
        return into(checkout, pool, userFolder());
    }

    private static Path userFolder() {
        return KernelSpecs.userDataFolder(
                System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    private static List<Path> into(Checkout checkout, PoolChoice pool, Path dataFolder) {
        KernelSpecs specs = new KernelSpecs(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                checkout.layout().libraries() + "/*",
                pool);
        try {
            return specs.write(dataFolder);
        } catch (IOException e) {
            throw new CommandFailure(
                    "Cannot write the kernels into " + dataFolder + ": " + FileFault.of(dataFolder, e), e);
        }
    }
}
