package dev.sluice.connector.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.connector.LocalSpark;
import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.transfer.TransferRequest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process with a Spark session, which writes what it is told. It gets no secret but by the folder of the local pool. */
final class DriverUnderTest implements AutoCloseable {

    /** What a caller hears whose driver is killed. */
    static final String NOTHING = "nothing";

    private final Process process;
    private final BufferedReader answers;
    private boolean killed;

    private DriverUnderTest(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Starts one, and does not wait for its session. */
    static DriverUnderTest start(LocalSpark pool) throws IOException {
        return start(pool, true, Map.of());
    }

    /** Starts one whose tasks run in two processes of their own. */
    static DriverUnderTest startWithExecutors(LocalSpark pool, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        all.put("spark.executor.extraJavaOptions", String.join(" ", opened()) + " " + trust(pool));
        return start(pool, false, all);
    }

    private static String trust(LocalSpark pool) throws IOException {
        LocalIdentity identity = LocalIdentity.openOrCreate(pool.folder().resolve("identity"));
        return "-Djavax.net.ssl.trustStore=\"" + identity.trustStoreFile() + "\" -Djavax.net.ssl.trustStorePassword="
                + LocalIdentity.TRUST_STORE_PASSWORD;
    }

    /** Returns the arguments that let Spark reach into the JDK. */
    private static List<String> opened() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .toList();
    }

    private static DriverUnderTest start(LocalSpark pool, boolean alone, Map<String, String> settings)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(opened());
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                DriverMain.class.getName(),
                pool.folder().toString(),
                Integer.toString(pool.storagePort()),
                Integer.toString(pool.sqlPort()),
                Boolean.toString(alone)));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        pool.folder().resolve("drivers.log").toFile()));
        // Executors are started from there. What they run is on their class path.
        Path home = pool.folder().resolve("spark-home");
        Files.createDirectories(home.resolve("jars"));
        process.environment().put("SPARK_HOME", home.toString());
        process.environment().put("SPARK_SCALA_VERSION", "2.12");
        process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return new DriverUnderTest(process.start());
    }

    /** Has it write, and does not wait. */
    void order(String rows, TransferRequest.Write request) throws IOException {
        String line = DriverMain.JSON.writeValueAsString(new DriverMain.Order(rows, request)) + '\n';
        process.getOutputStream().write(line.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for the end of a write, and returns what its caller hears. */
    String heard() throws IOException {
        if (killed) {
            return NOTHING;
        }
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(DriverMain.ANSWER)) {
                return line.substring(DriverMain.ANSWER.length());
            }
        }
        return NOTHING;
    }

    /** Ends the process as a crash would. */
    void kill() {
        killed = true;
        process.destroyForcibly().onExit().join();
    }

    /** Lets it come to its end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
