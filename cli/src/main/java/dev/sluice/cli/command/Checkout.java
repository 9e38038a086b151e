package dev.sluice.cli.command;

import dev.sluice.cli.setup.PythonEnvironment;
import dev.sluice.cli.setup.TestBrowser;
import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.pool.supervisor.LocalPool;
import dev.sluice.pool.supervisor.PoolLayout;
import dev.sluice.profile.InvalidProfileException;
import dev.sluice.profile.ProfileFile;
import java.nio.file.Path;

/**
 * The checkout that the command was started from. The start script names its folders.
 *
 * @param root the checkout
 * @param layout where its local pool lies
 */
record Checkout(Path root, PoolLayout layout) {

    static Checkout current() {
        return new Checkout(folder("sluice.root"), new PoolLayout(folder("sluice.home"), folder("sluice.software")));
    }

    private static Path folder(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(
                    "Property " + property + " is not set: start Sluice by its script ./sluice");
        }
        return Path.of(value);
    }

    /** Returns the local pool as what cells run in. */
    PoolChoice localPool() {
        return new PoolChoice.Local(layout.state());
    }

    /**
     * Returns the pool of a profile, or the local one, as what cells run in.
     *
     * @throws InvalidProfileException if it cannot be used: told now, and not by a kernel
     */
    PoolChoice poolOf(String profile) throws InvalidProfileException {
        return profile.equals(ProfileFile.LOCAL)
                ? localPool()
                : new PoolChoice.Named(ProfileFile.ofUser().read(profile).name());
    }

    LocalPool pool() {
        return new LocalPool(layout);
    }

    PythonEnvironment python() {
        return new PythonEnvironment(
                layout.pythonEnvironment(), layout.software().resolve("python"), layout.logs());
    }

    TestBrowser testBrowser() {
        return TestBrowser.ofThisMachine(layout.home().resolve("chromium"), layout.logs());
    }
}
