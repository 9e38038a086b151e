package dev.sluice.pool.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@link SparkPoolMain}.
 *
 * @param livyHome folder with jars, rsc-jars and repl_2.12-jars
 * @param sparkHome the pyspark package
 * @param python interpreter of PySpark cells
 * @param state folder that holds the configuration, 0700
 * @param confDir folder for livy.conf and spark-defaults.conf; made anew at each start
 * @param tmp folder for temporary files of server and drivers
 * @param connectorJar bundle of the connector, if the pool has it
 * @param extraJars folder with jars that every driver gets, if there is one
 * @param truststore what drivers trust in TLS, if not the JDK's own list
 * @param user whom Livy lets in
 * @param passwordFile file that holds the password of {@code user}
 * @param port port of Livy; 0 for any free one
 * @param readyFile written when Livy answers
 * @param driverMemory heap of a driver, as Spark writes it ("1g")
 * @param localDirs folders whose files sessions and batches may name
 * @param sparkConf further Spark configuration, in the order given
 */
record PoolOptions(
        Path livyHome,
        Path sparkHome,
        Path python,
        Path state,
        Path confDir,
        Path tmp,
        Optional<Path> connectorJar,
        Optional<Path> extraJars,
        Optional<Path> truststore,
        String user,
        Path passwordFile,
        int port,
        Path readyFile,
        String driverMemory,
        List<Path> localDirs,
        Map<String, String> sparkConf) {

    private static final int MAX_PORT = 65_535;

    private static final List<String> NAMES = List.of(
            "--livy-home",
            "--spark-home",
            "--python",
            "--state",
            "--conf-dir",
            "--tmp",
            "--connector-jar",
            "--extra-jars",
            "--truststore",
            "--user",
            "--password-file",
            "--port",
            "--ready-file",
            "--driver-memory",
            "--local-dir",
            "--spark-conf");

    PoolOptions {
        localDirs = List.copyOf(localDirs);
        sparkConf = Map.copyOf(sparkConf);
    }

    /**
     * Reads the command line, {@code --name value} or {@code --name=value}.
     *
     * @throws PoolOptionException when an option is unknown, lacks its value, or is missing
     */
    static PoolOptions parse(List<String> arguments) {
        Map<String, List<String>> given = given(arguments);
        Path state = path(required(given, "--state"));
        String memory = single(given, "--driver-memory").orElse("1g");
        if (!memory.matches("[1-9][0-9]*[kmgKMG]")) {
            throw new PoolOptionException("--driver-memory '" + memory + "' is no size: write it as 1g or 1500m");
        }
        return new PoolOptions(
                path(required(given, "--livy-home")),
                path(required(given, "--spark-home")),
                // Not resolved further: a venv's interpreter is a link and knows itself by the link's own path.
                path(required(given, "--python")),
                state,
                single(given, "--conf-dir").map(PoolOptions::path).orElse(state.resolve("livy-conf")),
                path(required(given, "--tmp")),
                single(given, "--connector-jar").map(PoolOptions::path),
                single(given, "--extra-jars").map(PoolOptions::path),
                single(given, "--truststore").map(PoolOptions::path),
                user(required(given, "--user")),
                path(required(given, "--password-file")),
                port(single(given, "--port").orElse("0")),
                path(required(given, "--ready-file")),
                memory,
                given.getOrDefault("--local-dir", List.of()).stream()
                        .map(PoolOptions::path)
                        .toList(),
                sparkConf(given.getOrDefault("--spark-conf", List.of())));
    }

    private static Map<String, List<String>> given(List<String> arguments) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!NAMES.contains(name)) {
                throw new PoolOptionException("Unknown option '" + name + "': use " + String.join(", ", NAMES));
            }
            if (equals < 0 && i + 1 == arguments.size()) {
                throw new PoolOptionException("Option " + name + " has no value: write " + name + " VALUE");
            }
            String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
            given.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
        }
        return given;
    }

    private static String required(Map<String, List<String>> given, String name) {
        return single(given, name)
                .orElseThrow(() -> new PoolOptionException("Option " + name + " is missing: it is required"));
    }

    private static Optional<String> single(Map<String, List<String>> given, String name) {
        @Nullable List<String> values = given.get(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw new PoolOptionException("Option " + name + " is given " + values.size() + " times: give it once");
        }
        return Optional.of(values.get(0));
    }

    private static Path path(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static String user(String text) {
        // HTTP Basic ends the user's name at the first colon.
        if (text.isBlank() || text.contains(":")) {
            throw new PoolOptionException(
                    "--user '" + text + "' is no name for HTTP Basic: it is empty or has a colon");
        }
        return text;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new PoolOptionException("--port '" + text + "' is no port: use a number from 0 to " + MAX_PORT);
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> sparkConf(List<String> pairs) {
        Map<String, String> conf = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0 || !pair.startsWith("spark.")) {
                // The value may be a secret: only its name is told.
                String name = equals < 0 ? pair : pair.substring(0, equals);
                throw new PoolOptionException("--spark-conf '" + name + "' is no setting: write spark.NAME=VALUE");
            }
            conf.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return conf;
    }
}
