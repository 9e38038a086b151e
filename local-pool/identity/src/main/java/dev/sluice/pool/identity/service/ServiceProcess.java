package dev.sluice.pool.identity.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs a service of the local pool as this process.
 *
 * <pre>
 * parse options --bad--> one line, exit 2
 *   start --port taken--> one line, exit 3;  --other failure--> one line, exit 1
 *     write ready file, wait
 *       SIGTERM: delete ready file, close, exit 0
 * </pre>
 */
public final class ServiceProcess {

    /** Exit code of a service that could not start. */
    public static final int EXIT_FAILED = 1;
    /** Exit code of a service that was given options it does not take. */
    public static final int EXIT_BAD_OPTIONS = 2;
    /** Exit code of a service whose port is taken. */
    public static final int EXIT_PORT_TAKEN = 3;

    private static final System.Logger LOG = System.getLogger(ServiceProcess.class.getName());

    private ServiceProcess() {}

    /**
     * Runs the service until the process is told to end, which this call does not outlive; it returns only where the
     * service did not start.
     *
     * @param err where the one line about a failure goes
     * @return exit code for the process
     */
    public static int run(LocalService service, String[] arguments, PrintWriter err) {
        try {
            new CommandLine(service).parseArgs(arguments);
        } catch (ParameterException e) {
            return failed(err, EXIT_BAD_OPTIONS, service.name() + ": " + e.getMessage());
        }
        Path readyFile = service.options().readyFile();
        int port = service.options().port();
        try {
            RunningService running = service.start();
            Thread end = endOnSignal(running, readyFile);
            announce(service.name(), running, readyFile, end);
        } catch (BindException e) {
            return failed(
                    err,
                    EXIT_PORT_TAKEN,
                    "Cannot start " + service.name() + ": port " + port + " of 127.0.0.1 is taken by another process;"
                            + " end that process or choose another port (0 takes any free one)");
        } catch (IOException e) {
            return failed(err, EXIT_FAILED, "Cannot start " + service.name() + ": " + e.getMessage());
        }
        waitForSignal();
        return EXIT_FAILED;
    }

    private static void announce(String name, RunningService running, Path readyFile, Thread end) throws IOException {
        try {
            new ReadyFile(name, ProcessHandle.current().pid(), running.port()).write(readyFile);
        } catch (IOException e) {
            Runtime.getRuntime().removeShutdownHook(end);
            running.close();
            throw new IOException("cannot write the ready file " + readyFile + ": " + e.getMessage(), e);
        }
    }

    private static Thread endOnSignal(RunningService running, Path readyFile) {
        Runnable end = () -> {
            try {
                Files.deleteIfExists(readyFile);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "Cannot delete the ready file " + readyFile, e);
            }
            running.close();
            // A process that ends as it was asked to has not failed: without this, Java exits with 143 on SIGTERM.
            Runtime.getRuntime().halt(0);
        };
        Thread hook = new Thread(end, "end-of-service");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void waitForSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int failed(PrintWriter err, int exitCode, String message) {
        err.println(message.lines().findFirst().orElse(""));
        err.flush();
        return exitCode;
    }
}
