package dev.sluice.connector.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.connector.LocalSpark;
import dev.sluice.transfer.TransferRequest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

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
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                DriverMain.class.getName(),
                pool.folder().toString(),
                Integer.toString(pool.storagePort()),
                Integer.toString(pool.sqlPort())));
        return new DriverUnderTest(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        pool.folder().resolve("drivers.log").toFile()))
                .start());
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
