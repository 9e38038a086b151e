package dev.sluice.pool.supervisor;

import static dev.sluice.pool.supervisor.PoolNames.ACCOUNT_HOST;
import static dev.sluice.pool.supervisor.PoolNames.HOST;
import static java.util.Map.entry;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.secret.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How each service of the pool is started and what it is told about the others. */
final class PoolServices {

    private final PoolLayout layout;
    private final LocalIdentity identity;
    private final Secret identityHeader;

    /**
     * Describes the services of a pool.
     *
     * @param identityHeader what a session shows to the token service to get its own tokens
     */
    PoolServices(PoolLayout layout, LocalIdentity identity, Secret identityHeader) {
        this.layout = layout;
        this.identity = identity;
        this.identityHeader = identityHeader;
    }

    /** The token service, which the others do not need to start. */
    private Service tokens() {
        return service(
                PoolNames.TOKENS,
                "64m",
                "dev.sluice.pool.identity.TokenServiceMain",
                List.of("--identity", layout.identity().toString()));
    }

    /** The storage over the pool's lake. */
    private Service storage() {
        return service(
                PoolNames.STORAGE,
                "256m",
                "dev.sluice.pool.storage.StorageMain",
                List.of(
                        "--lake",
                        layout.lake().toString(),
                        "--account",
                        PoolNames.ACCOUNT,
                        "--container",
                        PoolNames.CONTAINER,
                        "--identity",
                        layout.identity().toString()));
    }

    /** The SQL pool, which reads and writes the lake's files in place. */
    private Service sqlPool() {
        return service(
                PoolNames.SQL_POOL,
                "384m",
                "dev.sluice.pool.sql.SqlPoolMain",
                List.of(
                        "--data", layout.databases().toString(),
                        "--lake", layout.lake().toString(),
                        "--identity", layout.identity().toString(),
                        "--database", PoolNames.DATABASE,
                        "--login", PoolNames.LOGIN));
    }

    /** The watch over the others, which starts again what died. */
    Service watch() {
        return service(
                PoolNames.WATCH,
                "32m",
                PoolWatchMain.class.getName(),
                List.of(
                        "--home", layout.home().toString(),
                        "--software", layout.software().toString()));
    }

    private Service service(String name, String heap, String mainClass, List<String> arguments) {
        return new Service(
                name,
                List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1"),
                layout.libraries() + "/*",
                mainClass,
                arguments,
                Map.of());
    }

    /** A service that needs none of the others to start. */
    Service independent(String name) {
        return switch (name) {
            case PoolNames.TOKENS -> tokens();
            case PoolNames.STORAGE -> storage();
            case PoolNames.SQL_POOL -> sqlPool();
            default -> throw new IllegalArgumentException("No service that starts by itself: " + name);
        };
    }

    /**
     * The Livy server, which hands on to its sessions where the other services are.
     *
     * @param ports where the independent services listen
     */
    Service livy(Map<String, Integer> ports) {
        int tokens = portOf(ports, PoolNames.TOKENS);
        int storage = portOf(ports, PoolNames.STORAGE);
        int sqlPool = portOf(ports, PoolNames.SQL_POOL);
        String livyHome = layout.software().resolve("livy-home").toString();
        String sparkHome = layout.sparkHome().toString();
        String configuration =
                layout.state().resolve("livy").resolve("livy-conf").toString();
        List<String> arguments = new ArrayList<>();
        option(arguments, "--livy-home", livyHome);
        option(arguments, "--spark-home", sparkHome);
        option(arguments, "--python", layout.python());
        option(arguments, "--state", layout.state().resolve("livy"));
        option(arguments, "--conf-dir", configuration);
        option(arguments, "--tmp", layout.temporary().resolve(PoolNames.LIVY));
        option(
                arguments,
                "--connector-jar",
                layout.software().resolve("connector").resolve("sluice-connector.jar"));
        option(arguments, "--extra-jars", layout.software().resolve("spark-extra-jars"));
        option(arguments, "--truststore", identity.trustStoreFile());
        option(arguments, "--user", PoolNames.LOGIN);
        option(arguments, "--password-file", identity.livyPasswordFile());
        // A session's code reads whatever its user may read; a batch's own file is no exception.
        option(arguments, "--local-dir", "/");
        sparkConf(storage, sqlPool).forEach((key, value) -> option(arguments, "--spark-conf", key + '=' + value));
        return new Service(
                PoolNames.LIVY,
                // Without the flag Livy's RPC cannot read a driver's first answer.
                List.of("-Xmx256m", "--add-opens", "java.base/java.util.concurrent.atomic=ALL-UNNAMED"),
                Path.of(livyHome, "jars") + "/*",
                "dev.sluice.pool.spark.SparkPoolMain",
                arguments,
                Map.ofEntries(
                        entry("IDENTITY_ENDPOINT", "https://" + HOST + ':' + tokens + "/msi/token"),
                        entry("IDENTITY_HEADER", identityHeader.value()),
                        entry("LIVY_HOME", livyHome),
                        entry("LIVY_CONF_DIR", configuration),
                        entry("LIVY_LOG_DIR", layout.logs().toString()),
                        entry("SPARK_HOME", sparkHome),
                        entry("SPARK_CONF_DIR", configuration),
                        // Spark's launcher is a JVM that lives for a second, and would else write into /tmp.
                        entry("SPARK_LAUNCHER_OPTS", "-XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1")));
    }

    private static int portOf(Map<String, Integer> ports, String service) {
        return Objects.requireNonNull(ports.get(service), service);
    }

    private static void option(List<String> arguments, String name, Object value) {
        arguments.add(name);
        arguments.add(value.toString());
    }

    private static Map<String, String> sparkConf(int storage, int sqlPool) {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.sluice.server", HOST + ':' + sqlPool);
        conf.put("spark.sluice.database", PoolNames.DATABASE);
        conf.put("spark.sluice.staging", PoolNames.STAGING);
        conf.put("spark.sluice.auth", "aad");
        conf.put("spark.hadoop.fs.azure.abfs.endpoint." + ACCOUNT_HOST, HOST + ':' + storage);
        conf.put("spark.hadoop.fs.azure.account.auth.type." + ACCOUNT_HOST, "Custom");
        conf.put(
                "spark.hadoop.fs.azure.account.oauth.provider.type." + ACCOUNT_HOST,
                "dev.sluice.connector.auth.AbfsTokenProvider");
        // The driver's default of 30 retries makes a storage that is down look like a hang.
        conf.put("spark.hadoop.fs.azure.io.retry.max.retries", "1");
        return conf;
    }
}
