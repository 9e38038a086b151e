package dev.sluice.cli.command;

import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.kernel.pool.SparkPoolCells;
import dev.sluice.magics.cell.Cells;
import dev.sluice.profile.InvalidProfileException;
import dev.sluice.profile.ProfileFile;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which Spark pool a sub-command works with: the one that is asked for, else that of the user's default profile. */
final class PoolOptions {

    @ArgGroup
    private @Nullable Asked asked;

    private static final class Asked {
        @Option(
                names = "--livy",
                paramLabel = "URL",
                required = true,
                converter = LivyAddress.class,
                description = "Livy server that asks for no login.")
        private @Nullable URI livy;

        @Option(
                names = "--profile",
                paramLabel = "NAME",
                required = true,
                description =
                        "Profile of your config.toml, or local for the local pool, which is started if it is down."
                                + " Default: the default profile, else the local pool.")
        private @Nullable String profile;
    }

    /** Opens a session in that pool, or what starts one with the first cell. */
    Cells open(NotebookLanguage language, CommandSpec spec) throws InvalidProfileException {
        Cells cells = cells(language, spec);
        // However the process ends, its session shall.
        Runtime.getRuntime().addShutdownHook(new Thread(cells::close, "close-session"));
        return cells;
    }

    private Cells cells(NotebookLanguage language, CommandSpec spec) throws InvalidProfileException {
        try {
            return SparkPoolCells.of(choice(spec), language);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private PoolChoice choice(CommandSpec spec) throws InvalidProfileException {
        if (asked != null && asked.livy != null) {
            return new PoolChoice.Livy(asked.livy);
        }
        Optional<String> profile = asked == null
                ? ProfileFile.ofUser().standardName()
                : Optional.ofNullable(asked.profile).filter(name -> !name.equals(ProfileFile.LOCAL));
        return profile.isPresent() ? new PoolChoice.Named(profile.get()) : local(spec);
    }

    private static PoolChoice local(CommandSpec spec) {
        Checkout checkout = Checkout.current();
        // A pool of which a part is missing is left to its owner: sessions may run in it.
        if (checkout.pool().status().state().equals("down")) {
            new PoolStart(checkout, spec.commandLine().getErr()).start();
        }
        return checkout.localPool();
    }
}
