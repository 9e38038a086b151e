package dev.sluice.cli.command;

import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.rest.LivyClients;
import dev.sluice.profile.InvalidProfileException;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileFile;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What concerns the profiles of the user. */
@Command(name = "profile", description = "Lists your profiles of Spark pools, and tries them.")
final class ProfileCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: sluice profile list or sluice profile test");
    }

    @Command(name = "list", description = "Lists the profiles of your config.toml; a star marks the default.")
    int list() throws InvalidProfileException {
        PrintWriter out = spec.commandLine().getOut();
        ProfileFile file = ProfileFile.ofUser();
        List<String> names = file.names();
        Optional<String> standard = file.standardName();
        if (names.isEmpty()) {
            out.println("No profiles in " + file.path() + ". docs/profiles.md shows how to write one");
            return 0;
        }
        for (String name : names) {
            out.println((standard.filter(name::equals).isPresent() ? "* " : "  ") + name);
        }
        return 0;
    }

    @Command(
            name = "test",
            description =
                    "Asks the Livy server of a profile for its sessions, as everything else would, and starts none.")
    int test(
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "The profile. Default: the default profile.")
                    Optional<String> name)
            throws InvalidProfileException {
        ProfileFile file = ProfileFile.ofUser();
        Profile profile;
        if (name.isPresent()) {
            profile = file.read(name.get());
        } else {
            profile = file.standard()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "No profile is named, and " + file.path() + " has no default"));
        }
        try (LivyClient client = LivyClients.create(profile.endpoint())) {
            int sessions = client.sessions().size();
            spec.commandLine()
                    .getOut()
                    .println("Profile '" + profile.name() + "': Livy at " + client.address() + " answers. It has "
                            + sessions + (sessions == 1 ? " session" : " sessions"));
            return 0;
        } catch (LivyException e) {
            throw new CommandFailure("Profile '" + profile.name() + "': " + e.getMessage(), e);
        }
    }
}
