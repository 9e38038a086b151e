package dev.sluice.pool.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of every driver, {@code spark-defaults.conf}.
 *
 * <p>The connector goes onto the driver's own class path and not into {@code spark.jars}: Livy overwrites that setting
 * for its sessions, and from the class path Spark's service loader, Py4J and the Scala compiler all find it. For the
 * same reason the JVM's options are the <em>default</em> ones, which a session's own options do not replace.
 */
final class SparkDefaults {

    private static final String ADDRESS = "127.0.0.1";

    /** What ends a driver with this server, and its children with the driver; among the extra jars. */
    private static final String LIFELINE = "sluice-spark-pool-lifeline.jar";

    private SparkDefaults() {}

    static Map<String, String> of(PoolOptions options) {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.master", "local[*]");
        conf.put("spark.driver.memory", options.driverMemory());
        conf.put("spark.driver.host", ADDRESS);
        conf.put("spark.driver.bindAddress", ADDRESS);
        // A local master opens ports for its RPC and its blocks all the same. With this they ask for a secret, which a
        // driver of a local master makes for itself and keeps in its memory (SecurityManager.initializeAuth).
        conf.put("spark.authenticate", "true");
        // Spark's pages have no login at all.
        conf.put("spark.ui.enabled", "false");
        conf.put("spark.ui.showConsoleProgress", "false");
        conf.put("spark.local.dir", options.tmp().toString());
        conf.put("spark.sql.catalogImplementation", "in-memory");
        conf.put("spark.sql.session.timeZone", "UTC");
        // Two hundred partitions of nothing are what a laptop spends its time on.
        conf.put("spark.sql.shuffle.partitions", "8");
        conf.put("spark.pyspark.python", options.python().toString());
        conf.put("spark.pyspark.driver.python", options.python().toString());
        conf.put("spark.driver.defaultJavaOptions", String.join(" ", javaOptions(options)));
        classPath(options).ifPresent(path -> conf.put("spark.driver.extraClassPath", path));
        conf.putAll(options.sparkConf());
        return conf;
    }

    private static Optional<String> classPath(PoolOptions options) {
        List<String> entries = new ArrayList<>();
        options.connectorJar().map(Path::toString).ifPresent(entries::add);
        options.extraJars().map(folder -> folder.resolve("*").toString()).ifPresent(entries::add);
        return entries.isEmpty() ? Optional.empty() : Optional.of(String.join(":", entries));
    }

    private static List<String> javaOptions(PoolOptions options) {
        List<String> java = new ArrayList<>();
        options.extraJars()
                .map(folder -> folder.resolve(LIFELINE))
                .ifPresent(jar -> java.add(quoted(
                        "-javaagent:" + jar + '=' + ProcessHandle.current().pid())));
        // One thread collects: several would fight with the tasks for two cores.
        java.add("-XX:+UseSerialGC");
        // The JVM would else write /tmp/hsperfdata_*.
        java.add("-XX:-UsePerfData");
        java.add("-Djava.net.preferIPv4Stack=true");
        java.add("-Dfile.encoding=UTF-8");
        java.add(quoted("-Djava.io.tmpdir=" + options.tmp()));
        java.add(quoted("-Dderby.system.home=" + options.tmp()));
        options.truststore().ifPresent(store -> {
            java.add(quoted("-Djavax.net.ssl.trustStore=" + store));
            java.add("-Djavax.net.ssl.trustStoreType=PKCS12");
            java.add("-Djavax.net.ssl.trustStorePassword=changeit");
        });
        return java;
    }

    /** Quotes as Spark's launcher reads it. */
    static String quoted(String option) {
        return '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
