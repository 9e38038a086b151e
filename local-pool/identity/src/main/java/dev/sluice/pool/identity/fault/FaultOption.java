package dev.sluice.pool.identity.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --faults} of a service, which takes it in as a picocli mixin. Nothing but a test gives it. */
public final class FaultOption {

    @Option(
            names = "--faults",
            paramLabel = "DIR",
            description = "for tests: folder of rules.json, which requests are to fail, and of the journal of requests")
    private @Nullable Path folder;

    /**
     * Opens the switch, if there is to be one.
     *
     * @throws IOException as {@link Faults#open} does
     */
    public Optional<Faults> open(Set<String> attributes, Set<Moment> moments) throws IOException {
        return folder == null
                ? Optional.empty()
                : Optional.of(Faults.open(new FaultFolder(folder), attributes, moments));
    }
}
