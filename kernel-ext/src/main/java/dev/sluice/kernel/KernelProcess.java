package dev.sluice.kernel;

import dev.sluice.kernel.channel.Channels;
import dev.sluice.kernel.channel.ConnectionFile;
import dev.sluice.kernel.channel.InvalidConnectionException;
import dev.sluice.kernel.channel.PortTakenException;
import dev.sluice.kernel.channel.SocketsDiedException;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.message.MessageFormat;
import dev.sluice.kernel.message.Signer;
import dev.sluice.kernel.protocol.Kernel;
import dev.sluice.magics.cell.Cells;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The life of a kernel process: bind, answer, end. It ends when a client asks for it, on SIGTERM, when the front end that
 * started it is gone, and when a thread of its sockets dies, so that no kernel is left behind.
 */
final class KernelProcess {

    /** Jupyter names the process of the front end in it. */
    private static final String PARENT_PID = "JPY_PARENT_PID";

    /** Milliseconds for the session to be given back, of the five seconds until Jupyter kills the process. */
    private static final long CLOSE_TIMEOUT = 2000;

    private final Cells cells;
    private final AtomicBoolean closed = new AtomicBoolean();

    private KernelProcess(Cells cells) {
        this.cells = cells;
    }

    /** Runs a kernel to its end. */
    static void run(Path connectionFile, NotebookLanguage language, Cells cells)
            throws InvalidConnectionException, PortTakenException, SocketsDiedException, InterruptedException {
        new KernelProcess(cells).run(ConnectionFile.read(connectionFile), language);
    }

    private void run(ConnectionFile connection, NotebookLanguage language)
            throws PortTakenException, SocketsDiedException, InterruptedException {
        AtomicReference<@Nullable Throwable> death = new AtomicReference<>();
        try (Channels channels = Channels.bind(connection, new MessageFormat(new Signer(connection.key())))) {
            Kernel kernel = new Kernel(cells, language, channels, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(this::closeCells, "shutdown"));
            stopWithParent(kernel, System.getenv().getOrDefault(PARENT_PID, ""));
            CompletionStage<Void> unused = channels.death().thenAccept(error -> {
                death.set(error);
                kernel.stop();
            });
            channels.start(kernel);
            kernel.awaitShutdown();
            closeCells();
        }
        Throwable error = death.get();
        if (error != null) {
            throw new SocketsDiedException(error);
        }
    }

    private static void stopWithParent(Kernel kernel, String pid) {
        if (!pid.matches("[1-9][0-9]{0,17}")) {
            return;
        }
        Optional<ProcessHandle> parent = ProcessHandle.of(Long.parseLong(pid));
        if (parent.isEmpty()) {
            kernel.stop();
            return;
        }
        CompletableFuture<Void> unused = parent.get().onExit().thenRun(kernel::stop);
    }

    /** Gives the session back. A pool that does not answer in time reclaims it by its own time-out. */
    private void closeCells() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Thread closing = new Thread(cells::close, "close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
