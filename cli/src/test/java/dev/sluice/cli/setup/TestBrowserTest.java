package dev.sluice.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs are scripts here: what they would install is not what is tested. */
class TestBrowserTest {

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private Path bin;
    private Path log;

    @BeforeEach
    void makeFolders() throws IOException {
        bin = Files.createDirectories(folder.resolve("bin"));
        log = folder.resolve("logs/setup.log");
    }

    @Test
    void takesBrowserThatIsInstalled() throws IOException {
        program("google-chrome", "echo \"chrome $@\"");

        TestBrowser browser = browser("Linux amd64", Optional.empty());
        browser.install(said::add);
        browser.install(said::add);

        assertThat(said).isEmpty();
        assertThat(answer(browser, "--a b", "c")).isEqualTo("chrome --a b c\n");
    }

    @Test
    void takesBrowserThatIsNamedBeforeAllOthers() throws IOException {
        program("chromium", "echo installed");
        Path named = program("it's mine", "echo named");

        TestBrowser browser = browser("Linux amd64", Optional.of(named.toString()));
        browser.install(said::add);

        assertThat(answer(browser)).isEqualTo("named\n");
    }

    @Test
    void fetchesBrowserFromNpmWhereNoneStarts() throws IOException {
        program("chromium", "exit 127");
        program("npm", "echo \"$@\" > '" + folder.resolve("asked") + "'");
        program("tar", "exit 1");
        // Instead of unpacking, makes what an unpacked browser would be.
        program("node", "printf '#!/bin/sh\\necho $LD_LIBRARY_PATH' > \"$2/chromium\"; chmod 700 \"$2/chromium\"");

        TestBrowser browser = browser("Linux amd64", Optional.empty());
        browser.install(said::add);

        assertThat(folder.resolve("asked"))
                .hasContent("pack @sparticuz/chromium@153.0.0 --pack-destination " + folder.resolve("home"));
        assertThat(answer(browser)).isEqualTo(folder.resolve("home/lib") + "\n");
        assertThat(folder.resolve("home/unpack.mjs")).content().contains("createBrotliDecompress");
        assertThat(said).containsExactly("Installing Chromium for the tests from npm (70 MB; log: " + log + ")");
    }

    @Test
    void saysWhatToDoWhereNoneIsToBeHad() {
        browser("Mac OS X aarch64", Optional.empty()).install(said::add);

        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("The tests that visit a page will fail: there is no browser for them. Install Chromium")
                .contains("SLUICE_CHROMIUM")
                .endsWith("What was tried is in " + log);
    }

    @Test
    void saysWhatToDoWhereNpmFails() throws IOException {
        program("npm", "echo 'no such package'; exit 1");
        program("node", "exit 0");
        program("tar", "exit 0");

        browser("Linux amd64", Optional.empty()).install(said::add);

        assertThat(said).hasSize(2);
        assertThat(said.get(1)).startsWith("The tests that visit a page will fail");
        assertThat(log).hasContent("no such package");
    }

    private TestBrowser browser(String platform, Optional<String> named) {
        return new TestBrowser(
                folder.resolve("home"), log, platform, new ProgramSearch("/nowhere::" + bin, named)::find);
    }

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String answer(TestBrowser browser, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(browser.run().toString()));
        command.addAll(List.of(arguments));
        return Subprocess.capture(command).output();
    }
}
