package dev.sluice.pool.spark;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.livy.server.LivyServer;
import org.jspecify.annotations.Nullable;

/**
 * Starts the real Apache Livy server in this process, with the configuration of the local pool.
 *
 * <pre>
 * java --add-opens java.base/java.util.concurrent.atomic=ALL-UNNAMED -XX:-UsePerfData \
 *     -cp "LIVY_HOME/jars/*" dev.sluice.pool.spark.SparkPoolMain --livy-home LIVY_HOME --spark-home SPARK_HOME ...
 * </pre>
 *
 * <p>The environment must name LIVY_HOME, LIVY_CONF_DIR, SPARK_HOME and SPARK_CONF_DIR ({@link PoolEnvironment}). Without
 * the flag Livy cannot read the first statement's answer and drops the session.
 *
 * <p>Exit codes: 0 after SIGTERM, 1 when Livy does not start, 2 for wrong options, 3 when the port is taken. On SIGTERM
 * every driver ends, the configuration files of drivers and the ready file are deleted.
 */
public final class SparkPoolMain {

    private static final int FAILED = 1;
    private static final int WRONG_OPTIONS = 2;
    private static final int PORT_TAKEN = 3;

    /** How long drivers have to end by themselves before they are killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private SparkPoolMain() {}

    /** Runs until SIGTERM. */
    public static void main(String[] arguments) {
        PoolOptions options;
        try {
            options = PoolOptions.parse(List.of(arguments));
            PoolEnvironment.check(options, System.getenv());
        } catch (PoolOptionException e) {
            exit(WRONG_OPTIONS, e.getMessage());
            return;
        }
        try {
            run(options);
        } catch (Exception e) {
            // The boundary to the caller: Livy declares nothing, and its Scala code throws checked exceptions.
            if (causedByPort(e)) {
                exit(PORT_TAKEN, "Port " + options.port() + " on 127.0.0.1 is taken: choose another --port, or 0");
            } else {
                e.printStackTrace();
                exit(FAILED, "Livy does not start: " + e);
            }
        }
    }

    private static void run(PoolOptions options) throws IOException {
        prepare(options);
        LivyServer server = new LivyServer();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(options, server), "spark-pool-end"));
        server.start();
        ReadyFile.write(
                options,
                ProcessHandle.current().pid(),
                URI.create(server.serverUrl()).getPort());
        server.join();
    }

    /** Livy's files go where the pool says, before any class has asked where that is. */
    private static void prepare(PoolOptions options) throws IOException {
        Path tmp = options.tmp();
        Files.createDirectories(tmp);
        Files.createDirectories(tmp.resolve("livy-staging"));
        Leftovers.deleteDriverConfigurations(tmp);
        System.setProperty("java.io.tmpdir", tmp.toString());
        ConfigurationFiles.write(options);
        String logs = System.getenv("LIVY_LOG_DIR");
        Files.createDirectories(logs == null ? options.livyHome().resolve("logs") : Path.of(logs));
    }

    private static void end(PoolOptions options, LivyServer server) {
        try {
            Files.deleteIfExists(options.readyFile());
            server.stop();
            Leftovers.endDescendants(ProcessHandle.current(), PATIENCE);
            Leftovers.deleteDriverFiles(options.tmp());
        } catch (IOException e) {
            System.err.println("The Spark pool left files behind: " + e.getMessage());
        }
        // Asked to end, and ended: that is success. Without this the JVM would report the signal.
        Runtime.getRuntime().halt(0);
    }

    private static boolean causedByPort(@Nullable Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static void exit(int code, @Nullable String message) {
        System.err.println("spark-pool: " + message);
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }
}
