package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SluiceCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return SluiceCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            demo    |                                   | runs the sample notebook
            lab     | [OPTION...]                       | copies of the sample notebooks
            console | --execute=FILE --json --livy=URL  | Takes cells from the terminal
            up      |                                   | storage, SQL pool, token service and Apache Livy
            down    |                                   | Tables and files stay
            status  | ID --json                         | how other programs connect to it
            history | --limit=N --staging=URI --livy=URL | what became of them
            resume  | ID --staging=URI                  | whose Spark session has died
            gc      | --older-than=AGE --dry-run        | nothing of a session that lives
            setup   | --tests                           | Installs what is missing
            kernel  | install                           | Makes the kernels known to Jupyter
            profile | list test                         | Lists your profiles of Spark pools
            test    | --all                             | breaks writes at every step
            """)
    void explainsEveryCommandBothWays(String command, String options, String purpose) {
        assertThat(run("help", command)).isZero();
        String byHelp = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run(command, "--help")).isZero();

        assertThat(out).hasToString(byHelp);
        assertThat(byHelp).startsWith("Usage: sluice " + command + " [").doesNotContain("New here?");
        assertThat(byHelp.replaceAll("\\s+", " ")).contains(purpose);
        if (options != null) {
            assertThat(byHelp).contains(options.split("\\s+"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help"})
    void namesEveryCommandAndWhereToBegin(String how) {
        assertThat(run(how)).isZero();

        assertThat(out.toString())
                .startsWith("Usage: sluice [-hV] COMMAND")
                .contains(
                        "  demo ",
                        "  lab ",
                        "  console ",
                        "  up ",
                        "  down ",
                        "  status ",
                        "  history ",
                        "  resume ",
                        "  gc ",
                        "  setup ",
                        "  kernel ")
                .endsWith("New here? Run: ./sluice demo" + System.lineSeparator());
    }

    @Test
    void showsEveryCommandToWhoNamesNone() {
        assertThat(run()).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("Usage: sluice [-hV] COMMAND")
                .contains("New here? Run: ./sluice demo", "sluice: Missing command");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stat                          | Unmatched argument at index 0: 'stat' | sluice
            up --bogus                    | Unknown option: '--bogus' | sluice up
            up again                      | Unmatched argument at index 1: 'again' | sluice up
            console --json                | --json goes with --execute only | sluice console
            console --execute - --language java | Invalid language 'java': use one of pyspark, spark, sql | sluice console
            console --execute             | Missing required parameter for option '--execute' (FILE) | sluice console
            kernel                        | Missing command: sluice kernel install [--user] [--profile NAME] | sluice kernel
            profile                       | Missing command: sluice profile list or sluice profile test | sluice profile
            console --livy http://h --profile p | Error: --livy=URL, --profile=NAME are mutually exclusive (specify only one) | sluice console
            kernel install --all          | Unknown option: '--all' | sluice kernel install
            test                          | Start the tests by the script: ./sluice test | sluice test
            test --all                    | Start the tests by the script: ./sluice test --all | sluice test
            test --some                   | Unknown option: '--some' | sluice test
            """)
    void refusesWhatItDoesNotUnderstandInOneLine(String line, String message, String page) {
        assertThat(run(line.split(" "))).isEqualTo(2);

        assertThat(err.toString().lines().filter(said -> !said.matches("Did you mean.*|Possible solutions.*")))
                .containsExactly("sluice: " + message, "Options: ./" + page + " --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        run("stat");

        assertThat(err.toString()).contains("Did you mean: sluice status");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            foo                          | it does not begin with http:// or https://
            localhost:8998               | it does not begin with http:// or https://
            ""                           | it does not begin with http:// or https://
            ftp://host                   | it does not begin with http:// or https://
            file:///etc                  | it does not begin with http:// or https://
            http:                        | expected scheme-specific part at position 6
            http://                      | expected authority at position 8
            http:///sessions             | it names no host
            http://a_b:1                 | it names no host
            http://a b:1                 | illegal character in authority at position 8
            http://host:99999            | ports go from 1 to 65535
            http://host:0                | ports go from 1 to 65535
            http://host/?a=b             | what follows ? or # does not belong to it
            http://host#x                | what follows ? or # does not belong to it
            """)
    void saysWhatIsNoAddressOfLivy(String address, String reason) {
        assertThat(run("console", "--livy", address)).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "sluice: Invalid value for option '--livy': '" + address + "' is no address of a Livy server: "
                                + reason + ". Write http://host:8998",
                        "Options: ./sluice console --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://me:Passw0rd!@host", "http://me:Passw0rd!@host:99999", "http://me:Passw0rd!@a b"})
    void keepsPasswordInAddressSecret(String address) {
        assertThat(run("console", "--livy", address)).isEqualTo(2);

        assertThat(err.toString()).contains("//...@").doesNotContain("Passw0rd!");
    }

    @Test
    void saysInOneLineWhichFileItCannotRead() {
        assertThat(run("console", "--livy", "http://127.0.0.1:1", "--execute", "none.txt"))
                .isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly("sluice: Cannot read cells from none.txt: there is no such file or folder");
    }

    @Test
    void showsSeparatorOfCellsAsItIsWritten() {
        run("console", "--help");

        assertThat(out.toString()).contains("begin with # %% separate");
    }
}
