package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SluiceCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new SluiceCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "lab", "console", "up", "down", "status", "setup", "kernel", "test"})
    void explainsEveryCommandBothWays(String command) {
        assertThat(run("help", command)).isZero();
        String byHelp = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run(command, "--help")).isZero();

        assertThat(out).hasToString(byHelp);
        assertThat(byHelp).startsWith("Usage: sluice " + command);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                            | Missing command
            stat                          | Did you mean: sluice status
            up --bogus                    | Unknown option: '--bogus'
            console --json                | --json goes with --execute only
            console --execute - --language java | Invalid language 'java': use one of pyspark, spark, sql
            kernel                        | Missing command: sluice kernel install [--user]
            test                          | Start the tests by the script alone: ./sluice test
            """)
    void refusesWhatItDoesNotUnderstand(String line, String message) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void showsSeparatorOfCellsAsItIsWritten() {
        run("console", "--help");

        assertThat(out.toString()).contains("begin with # %% separate");
    }
}
