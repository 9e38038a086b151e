package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of a user, with the Livy of the local pool as one that is anybody's: it asks for a login. */
@ExtendWith(SharedPool.class)
class ProfileIT {

    @TempDir
    private Path folder;

    private JsonNode livy;

    @BeforeEach
    void asksWhereLivyIs(TestPool pool) throws Exception {
        livy = new ObjectMapper()
                .readTree(SluiceRun.of(pool, "status", "--json").out())
                .path("livy");
        assertThat(livy.path("url").asText()).startsWith("http://127.0.0.1:");
    }

    private SluiceRun run(TestPool pool, String... arguments) throws Exception {
        Path file = folder.resolve("config.toml");
        Files.writeString(file, """
                default = "here"

                [profiles.here]
                livy = "%1$s"
                auth = "basic"
                user = "%2$s"
                password = "file:%3$s"

                [profiles.here.session.conf]
                "spark.sluice.label" = "by profile"

                [profiles.stranger]
                livy = "%1$s"
                auth = "basic"
                user = "stranger"
                password = "env:PASSWORD_OF_STRANGER"

                [profiles.wrong]
                livy = "%1$s"
                colour = "blue"
                """.formatted(
                        livy.path("url").asText(),
                        livy.path("user").asText(),
                        livy.path("passwordFile").asText()));
        return SluiceRun.of(
                pool, Map.of("SLUICE_CONFIG", file.toString(), "PASSWORD_OF_STRANGER", "wr0ngw0rd"), arguments);
    }

    @Test
    void runsCellsWhereTheDefaultProfileSaysAndSetsUpTheirSession(TestPool pool) throws Exception {
        Path cells = Files.writeString(
                folder.resolve("cells.txt"),
                "print(spark.conf.get('spark.sluice.label'))\n# %%\n%%sqlpool query\nSELECT 7 AS n");

        SluiceRun run = run(pool, "console", "--execute", cells.toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("by profile", "7").contains("1 row");
    }

    @Test
    void triesAProfileWithoutASession(TestPool pool) throws Exception {
        SluiceRun run = run(pool, "profile", "test");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .matches("Profile 'here': Livy at " + livy.path("url").asText()
                        + " answers\\. It has \\d+ sessions?\\R");

        SluiceRun refused = run(pool, "profile", "test", "stranger");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("sluice: Profile 'stranger': Livy at "
                        + livy.path("url").asText() + " refused the login (HTTP 401): ")
                .doesNotContain("wr0ngw0rd");
    }

    @Test
    void listsProfilesAndSaysWhatIsWrongWithOne(TestPool pool) throws Exception {
        assertThat(run(pool, "profile", "list").out().lines()).containsExactly("* here", "  stranger", "  wrong");
        for (String command :
                new String[] {"profile test wrong", "kernel install --profile wrong", "gc --profile wrong"}) {
            SluiceRun run = run(pool, command.split(" "));
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualToIgnoringNewLines("sluice: Profile 'wrong' of " + folder.resolve("config.toml")
                            + ": it has no option 'colour'. Known are auth, authorities, headers, livy, password,"
                            + " proxy, session, token, user");
        }
        assertThat(run(pool, "console", "--profile", "none").err())
                .isEqualToIgnoringNewLines("sluice: There is no profile 'none' in " + folder.resolve("config.toml")
                        + ". It has here, stranger, wrong");
    }
}
