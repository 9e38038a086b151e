package dev.sluice.kernel;

import dev.sluice.kernel.channel.InvalidConnectionException;
import dev.sluice.kernel.channel.PortTakenException;
import dev.sluice.kernel.channel.SocketsDiedException;
import dev.sluice.kernel.pool.SparkPoolCells;
import java.io.PrintStream;
import java.util.List;

/**
 * The Jupyter kernel:
 *
 * <pre>
 * KernelMain --connection-file FILE [--language pyspark|spark|sql] (--livy URL | --profile NAME | --pool-state FOLDER)
 * </pre>
 *
 * <p>Exit codes: 0 after a shutdown, 2 if an option or the connection file is wrong, 3 if a port is taken, 4 if a thread of
 * the sockets has died.
 */
public final class KernelMain {

    private static final int USAGE = 2;
    private static final int PORT_TAKEN = 3;
    private static final int SOCKETS_DIED = 4;

    private KernelMain() {}

    /** Runs the kernel until it is shut down. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.err));
    }

    static int run(List<String> arguments, PrintStream err) throws InterruptedException {
        return exitCode(
                () -> {
                    KernelOptions options = KernelOptions.parse(arguments);
                    KernelProcess.run(
                            options.connectionFile(),
                            options.language(),
                            SparkPoolCells.ofKernel(options.pool(), options.language()));
                },
                err);
    }

    /** The life of a kernel. */
    @FunctionalInterface
    interface Life {
        void run()
                throws InvalidOptionException, InvalidConnectionException, PortTakenException, SocketsDiedException,
                        InterruptedException;
    }

    /** Runs a kernel to its end and says why it ended, if that is not a shutdown. */
    static int exitCode(Life life, PrintStream err) throws InterruptedException {
        try {
            life.run();
            return 0;
        } catch (InvalidOptionException | InvalidConnectionException e) {
            err.println("sluice kernel: " + e.getMessage());
            return USAGE;
        } catch (PortTakenException e) {
            err.println("sluice kernel: " + e.getMessage());
            return PORT_TAKEN;
        } catch (SocketsDiedException e) {
            err.println("sluice kernel: " + e.getMessage());
            return SOCKETS_DIED;
        }
    }
}
