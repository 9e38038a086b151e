package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code sluice} in checkouts of nothing else, with a JDK and a Maven that are scripts and say what they were told. */
@Timeout(60)
class StartScriptTest {

    private static final Path SCRIPT = Path.of("..", "sluice").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path jdk;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void makePrograms() throws IOException {
        jdk = folder.resolve("jdk");
        program(jdk.resolve("bin/javac"), "exit 1");
        program(jdk.resolve("bin/java"), """
                if [ "$1" = -XshowSettings:properties ]; then
                    printf '    java.specification.version = %%s\\n    java.home = %s\\n' "${FAKE_VERSION:-17}" >&2
                else
                    printf '<%%s>\\n' "$@"
                fi\
                """.formatted(jdk));
        program(folder.resolve("bin/mvn"), """
                printf '<%s>' "$@" >mvn-called
                printf '%s' "${MVN_SAYS:-}"
                [ -z "${MVN_SAYS:-}" ] || exit 1
                mkdir -p distribution/target/sluice/lib\
                """);
    }

    /** Makes a checkout that is built already. */
    private Path builtCheckout(String name) throws IOException {
        Path root = checkout(name);
        Files.createDirectories(root.resolve(".sluice"));
        Files.createFile(root.resolve(".sluice/built"));
        return root;
    }

    private Path checkout(String name) throws IOException {
        Path root = Files.createDirectories(folder.toRealPath().resolve(name));
        Files.copy(SCRIPT, root.resolve("sluice"));
        Files.writeString(root.resolve("pom.xml"), "");
        return root;
    }

    private Run run(Path script, String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), script, arguments);
    }

    private Run run(Map<String, String> variables, Path script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        File out = Files.createTempFile(folder, "run", ".out").toFile();
        File err = Files.createTempFile(folder, "run", ".err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().putAll(variables);
        int exit = builder.start().waitFor();
        return new Run(
                exit,
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a b#%é'",
                "tab\there",
                "İstanbul 東京",
                "a&b|d",
                "$HOME `id` $(id)",
                "\"quoted\"",
                "-dash",
                "(a)<b>",
                "~",
                "hey!there"
            })
    void startsTheCommandWithTheFoldersOfTheCheckoutWhateverItsName(String name) throws Exception {
        Path root = builtCheckout(name);

        Run run = run(root.resolve("sluice"), "console", "--execute", "a b");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .contains(
                        "<-Dsluice.root=" + root + ">",
                        "<-Dsluice.home=" + root + "/.sluice>",
                        "<-Dsluice.software=" + root + "/.sluice/software>",
                        "<" + root + "/.sluice/software/lib/*>")
                .endsWith("<dev.sluice.cli.SluiceMain>", "<console>", "<--execute>", "<a b>");
    }

    @Test
    void findsItsCheckoutThroughLinks() throws Exception {
        Path root = builtCheckout("check out");
        Path links = Files.createDirectories(folder.resolve("my links"));
        Path absolute = Files.createSymbolicLink(links.resolve("absolute"), root.resolve("sluice"));
        Path relative = Files.createSymbolicLink(links.resolve("relative"), Path.of("../check out/sluice"));
        Path chained = Files.createSymbolicLink(links.resolve("chained"), Path.of("relative"));
        Path throughFolder =
                Files.createSymbolicLink(folder.resolve("folder"), root).resolve("sluice");

        for (Path link : List.of(absolute, relative, chained, throughFolder)) {
            Run run = run(link, "status");

            assertThat(run.err()).as(link.toString()).isEmpty();
            assertThat(run.out().lines()).contains("<-Dsluice.root=" + root + ">");
        }
        assertThat(links).isDirectoryNotContaining("glob:**/.sluice");
    }

    @Test
    void isNotLedAstrayByTheSearchPathOfTheShell() throws Exception {
        Path root = builtCheckout("checkout");
        builtCheckout("elsewhere/checkout");

        Run run = run(Map.of("CDPATH", folder.resolve("elsewhere").toString()), Path.of("checkout/sluice"), "status");

        assertThat(run.out().lines()).contains("<-Dsluice.root=" + root + ">");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            a:b            | a ':'
            a,b            | a ','
            a;b            | a ';'
            a*             | a '*'
            a?b            | a '?'
            [a             | a '['
            a]             | a ']'
            {a,b}          | a '{'
            }              | a '}'
            a=b            | a '='
            back\\slash     | a '\\'
            x!             | a '!' at the end
            a!/b           | a '!' at the end
            "line\nbreak"  | a line break
            rocket 🚀      | a sign beyond U+FFFF, such as an emoji,
            """)
    void refusesFolderThatPartsOfItCannotName(String name, String sign) throws Exception {
        Path root = builtCheckout(name);

        Run run = run(root.resolve("sluice"), "up");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("sluice: the folder " + root + " has " + sign
                        + " in its name, which Java, Spark or DuckDB cannot open. Move the checkout, or rename"
                        + " the folder\n");
    }

    @Test
    void buildsOnceAndAgainWhenSourceHasChanged() throws Exception {
        Path root = checkout("(a) b");

        Run first = run(root.resolve("sluice"), "status");
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).startsWith("Building Sluice");
        assertThat(root.resolve("mvn-called")).content().startsWith("<-B><-ntp><package><-pl><distribution><-am>");

        assertThat(run(root.resolve("sluice"), "status").out()).doesNotContain("Building");

        Path test = Files.createDirectories(root.resolve("end-to-end/src/main")).resolve("A.java");
        Files.writeString(test, "");
        assertThat(run(root.resolve("sluice"), "status").out()).doesNotContain("Building");

        Path source = Files.createDirectories(root.resolve("cli/src/main")).resolve("A.java");
        Files.writeString(source, "");
        assertThat(run(root.resolve("sluice"), "status").out()).contains("Building");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [ERROR] A.java:[1,2] cannot find symbol | [ERROR] A.java:[1,2] cannot find symbol
            No space left on device | sluice: the disk is full
            [ERROR] Could not transfer artifact | the registry of Maven artifacts was not reached
            words without a mark | words without a mark
            """)
    void saysWhyTheBuildFailed(String words, String said) throws Exception {
        Path root = checkout("checkout");

        Run run = run(Map.of("MVN_SAYS", words.strip()), root.resolve("sluice"), "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("sluice: the build failed.").contains(said);
        assertThat(root.resolve(".sluice")).isDirectoryNotContaining("glob:**/build-started.*");
    }

    @Test
    void refusesAnotherJavaByItsVersion() throws Exception {
        Path root = builtCheckout("checkout");

        Run run = run(Map.of("FAKE_VERSION", "21"), root.resolve("sluice"), "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("sluice: JDK 17 is needed, " + jdk + "/bin/java is version 21.")
                .contains("sudo apt-get install openjdk-17-jdk-headless");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            test       | <-B><-ntp><verify>
            test --all | <-B><-ntp><verify><-Dsluice.matrix=whole><-Dsluice.soak=300><-Dfuzz.tries=10000>
            """)
    void testsByMaven(String words, String told) throws Exception {
        Path root = builtCheckout("checkout");

        Run run = run(root.resolve("sluice"), words.split(" "));

        assertThat(run.out().lines()).endsWith("<setup>", "<--tests>");
        assertThat(root.resolve("mvn-called")).hasContent(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--bogus", "more", "--all --all", "--all more"})
    void leavesTestWithAnArgumentToTheCommand(String arguments) throws Exception {
        Path root = builtCheckout("checkout");

        Run run = run(root.resolve("sluice"), ("test " + arguments).split(" "));

        assertThat(run.out().strip()).endsWith("<test>\n<" + arguments.replace(" ", ">\n<") + ">");
        assertThat(root.resolve("mvn-called")).doesNotExist();
    }
}
