package dev.sluice.kernel;

import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.livy.LivyEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of the kernel's process. They are few and written by a kernel spec, so they are read here: an options library
 * would cost a fifth of the start-up time.
 *
 * @param livy where Livy listens; null if the local pool says it
 * @param poolState folder with the ready files of the local pool; null if Livy's URL is given
 */
record KernelOptions(
        Path connectionFile,
        NotebookLanguage language,
        @Nullable URI livy,
        @Nullable Path poolState) {

    private static final Set<String> KNOWN = Set.of("--connection-file", "--language", "--livy", "--pool-state");

    static KernelOptions parse(List<String> arguments) throws InvalidOptionException {
        Map<String, String> values = values(arguments);
        String language = values.getOrDefault("--language", "pyspark");
        if (values.containsKey("--livy") == values.containsKey("--pool-state")) {
            throw new InvalidOptionException("Expected either --livy URL or --pool-state FOLDER");
        }
        String livy = values.get("--livy");
        String poolState = values.get("--pool-state");
        return new KernelOptions(
                Path.of(required(values, "--connection-file")),
                NotebookLanguage.of(language)
                        .orElseThrow(() -> new InvalidOptionException("Invalid value of --language '" + language
                                + "': expected one of " + NotebookLanguage.ids())),
                livy == null ? null : url(livy),
                poolState == null ? null : Path.of(poolState));
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
                        + "': known are --connection-file, --language, --livy and --pool-state"
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
