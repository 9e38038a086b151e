package dev.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles as the commands take them: the build gives the tests a file of their own. */
class ProfileCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String line) {
        return SluiceCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.split(" "));
    }

    @Test
    void listsProfilesWithAStarAtTheDefault() {
        assertThat(run("profile list")).isZero();
        assertThat(out.toString().lines()).containsExactly("* nobody", "  wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile test", "profile test nobody"})
    void saysThatTheServerOfAProfileIsNotThere(String line) {
        assertThat(run(line)).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("sluice: Profile 'nobody': Cannot reach Livy at http://127.0.0.1:1: connection refused.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile test wrong", "history --profile wrong"})
    void saysWhatIsWrongWithAProfile(String line) {
        assertThat(run(line)).isEqualTo(1);
        assertThat(err.toString()).startsWith("sluice: Profile 'wrong' of ").contains("it has no option 'colour'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "profile test none",
                "gc --profile none",
                "resume 20260131_235959_0123456789abcdef --profile none"
            })
    void namesTheProfilesThatThereAre(String line) {
        assertThat(run(line)).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("sluice: There is no profile 'none' in ")
                .contains("It has nobody, wrong");
    }

    @Test
    void asksForACommand() {
        assertThat(run("profile")).isEqualTo(2);
        assertThat(err.toString()).startsWith("sluice: Missing command: sluice profile list or sluice profile test");
    }
}
