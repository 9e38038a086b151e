package dev.sluice.kernel;

import static java.util.Objects.requireNonNull;

import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.livy.LivyEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Options of the kernel's process. They are few and written by a kernel spec, so they are read here: an options library
 * would cost a fifth of the start-up time.
 *
 * @param pool where cells run
 */
record KernelOptions(Path connectionFile, NotebookLanguage language, PoolChoice pool) {

    private static final String ONE_POOL = "Expected one of --livy URL, --profile NAME and --pool-state FOLDER";

    private static final Set<String> KNOWN =
            Set.of("--connection-file", "--language", "--livy", "--profile", "--pool-state");

    static KernelOptions parse(List<String> arguments) throws InvalidOptionException {
        Map<String, String> values = values(arguments);
        String language = values.getOrDefault("--language", "pyspark");
        PoolChoice pool = pool(values);
        return new KernelOptions(
                Path.of(required(values, "--connection-file")),
                NotebookLanguage.of(language)
                        .orElseThrow(() -> new InvalidOptionException("Invalid value of --language '" + language
                                + "': expected one of " + NotebookLanguage.ids())),
                pool);
    }

    private static PoolChoice pool(Map<String, String> values) throws InvalidOptionException {
        String livy = values.get("--livy");
        String profile = values.get("--profile");
        String poolState = values.get("--pool-state");
        if (Stream.of(livy, profile, poolState).filter(Objects::nonNull).count() != 1) {
            throw new InvalidOptionException(ONE_POOL);
        }
        if (livy != null) {
            return new PoolChoice.Livy(url(livy));
        }
        return profile != null
                ? new PoolChoice.Named(profile)
                : new PoolChoice.Local(Path.of(requireNonNull(poolState, "poolState")));
    }

    private static Map<String, String> values(List<String> arguments) throws InvalidOptionException {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!KNOWN.contains(option)) {
                // A value behind an equals sign may hold a login.
                int equals = option.indexOf('=');
                throw new InvalidOptionException("Unknown option '"
                        + (equals < 0 ? option : option.substring(0, equals))
                        + "': known are --connection-file, --language, --livy, --profile and --pool-state"
                        + (equals < 0 ? "" : ". Write its value behind a space"));
            }
            if (i + 1 == arguments.size()) {
                throw new InvalidOptionException("Missing value of " + option);
            }
            values.put(option, arguments.get(i + 1));
        }
        return values;
    }

    private static String required(Map<String, String> values, String option) throws InvalidOptionException {
        String value = values.get(option);
        if (value == null) {
            throw new InvalidOptionException("Missing option " + option);
        }
        return value;
    }

    private static URI url(String text) throws InvalidOptionException {
        try {
            return LivyEndpoint.open(URI.create(text)).address();
        } catch (IllegalArgumentException e) {
            // Of the address, which may hold a login, a message shows no more than may be shown.
            throw new InvalidOptionException("Invalid value of --livy '" + LivyEndpoint.shown(text)
                    + "': expected as in http://host:8998, without a login");
        }
    }
}
