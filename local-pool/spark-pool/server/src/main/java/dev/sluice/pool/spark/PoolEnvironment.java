package dev.sluice.pool.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What must hold around the process before Livy is started in it.
 *
 * <p>Livy reads its folders from environment variables, in its own process and, handed down, in spark-submit's. Java
 * cannot set its own environment, so whoever starts {@link SparkPoolMain} sets it, and this class checks it: a Livy that
 * took another configuration for this one would listen on every address.
 */
final class PoolEnvironment {

    private PoolEnvironment() {}

    /** @throws PoolOptionException when something is missing, with what to do about it */
    static void check(PoolOptions options, Map<String, String> environment) {
        variable(environment, "LIVY_HOME", options.livyHome());
        variable(environment, "LIVY_CONF_DIR", options.confDir());
        variable(environment, "SPARK_HOME", options.sparkHome());
        variable(environment, "SPARK_CONF_DIR", options.confDir());
        folder("--livy-home", options.livyHome().resolve("jars"), "build the project");
        folder("--livy-home", options.livyHome().resolve("rsc-jars"), "build the project");
        folder("--livy-home", options.livyHome().resolve("repl_2.12-jars"), "build the project");
        folder("--spark-home", options.sparkHome().resolve("jars"), "run ./sluice setup");
        if (!Files.isExecutable(options.python())) {
            throw new PoolOptionException("--python " + options.python() + " is no program: run ./sluice setup");
        }
        options.connectorJar().ifPresent(jar -> file("--connector-jar", jar, "build the project"));
        options.truststore().ifPresent(store -> file("--truststore", store, "run ./sluice up"));
        file("--password-file", options.passwordFile(), "run ./sluice up");
        options.extraJars().ifPresent(jars -> folder("--extra-jars", jars, "build the project"));
        // Spark and the JVM separate paths by these, and neither has a way to quote them.
        noSeparator(options.livyHome(), ",");
        noSeparator(options.tmp(), ",");
        options.connectorJar().ifPresent(jar -> noSeparator(jar, ":"));
        options.extraJars().ifPresent(jars -> noSeparator(jars, ":"));
        options.extraJars().ifPresent(jars -> noSeparator(jars, "="));
    }

    private static void variable(Map<String, String> environment, String name, Path expected) {
        String actual = environment.getOrDefault(name, "");
        if (actual.isEmpty() || !Path.of(actual).toAbsolutePath().normalize().equals(expected)) {
            throw new PoolOptionException(
                    "Environment variable " + name + " is '" + actual + "': set it to " + expected);
        }
    }

    private static void folder(String option, Path folder, String remedy) {
        if (!Files.isDirectory(folder)) {
            throw new PoolOptionException(option + ": there is no folder " + folder + ": " + remedy);
        }
    }

    private static void file(String option, Path file, String remedy) {
        if (!Files.isRegularFile(file)) {
            throw new PoolOptionException(option + ": there is no file " + file + ": " + remedy);
        }
    }

    private static void noSeparator(Path path, String separator) {
        if (path.toString().contains(separator)) {
            throw new PoolOptionException("The path " + path + " has a '" + separator
                    + "' in it, which Spark or Java takes for the end of a path: move the checkout");
        }
    }
}
