package dev.sluice.connector.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds secrets by reference in the driver of the Spark pool. */
final class SecretStore {

    private final Conf conf;
    private final Map<String, String> environment;

    SecretStore(Conf conf, Map<String, String> environment) {
        this.conf = conf;
        this.environment = environment;
    }

    /**
     * Reads a secret.
     *
     * @throws TransferFailedException if it is not where the reference says
     */
    Secret read(SecretReference reference) {
        return switch (reference.store()) {
            case FILE -> readFile(reference);
            case ENV ->
                Optional.ofNullable(environment.get(reference.key()))
                        .map(Secret::new)
                        .orElseThrow(() -> missing(reference, "The driver has no such environment variable"));
            case CONF ->
                conf.find(reference.key())
                        .map(Secret::new)
                        .orElseThrow(() -> missing(reference, "The Spark configuration has no such entry"));
        };
    }

    private static Secret readFile(SecretReference reference) {
        try {
            return Files.readString(Path.of(reference.key()), UTF_8)
                    .lines()
                    .findFirst()
                    .map(Secret::new)
                    .orElseThrow(() -> missing(reference, "The file is empty"));
        } catch (IOException e) {
            throw missing(
                    reference,
                    "The driver cannot read that file: " + e.getClass().getSimpleName());
        }
    }

    private static TransferFailedException missing(SecretReference reference, String why) {
        return TransferFailedException.of(
                ErrorCode.LOGIN_FAILED,
                "Cannot find the secret " + reference,
                why,
                "Correct the option secret or spark.sluice.secret: file:PATH, env:NAME or conf:KEY of the Spark pool's driver");
    }
}
