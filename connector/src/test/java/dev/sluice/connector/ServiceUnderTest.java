package dev.sluice.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the local pool, started as the local pool starts it. */
final class ServiceUnderTest implements AutoCloseable {

    private static final int SECONDS_TO_START = 60;

    private final Process process;
    private final int port;

    private ServiceUnderTest(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServiceUnderTest start(Class<?> main, Path folder, String... options) throws IOException {
        Path ready = folder.resolve(main.getSimpleName() + ".json");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--port",
                "0",
                "--ready-file",
                ready.toString()));
        command.addAll(List.of(options));
        Path log = folder.resolve(main.getSimpleName() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            for (int i = 0; i < SECONDS_TO_START * 20; i++) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IOException(main.getSimpleName() + " ended: " + Files.readString(log));
                }
                if (Files.exists(ready)) {
                    return new ServiceUnderTest(
                            process,
                            new ObjectMapper()
                                    .readTree(ready.toFile())
                                    .get("port")
                                    .asInt());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException(main.getSimpleName() + " did not start: " + Files.readString(log));
    }

    int port() {
        return port;
    }

    /** Ends the process as a crash would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
