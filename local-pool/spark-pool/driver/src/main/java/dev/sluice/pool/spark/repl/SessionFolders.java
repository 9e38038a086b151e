package dev.sluice.pool.spark.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.util.ShutdownHookManager;

/** Files of a session: none that another session sees, none that is left. */
final class SessionFolders {

    private static final String WAREHOUSE = "spark.sql.warehouse.dir";
    private static final String PROPERTIES_FILE = "--properties-file";

    private SessionFolders() {}

    /**
     * Gives the session a warehouse of its own (its catalog lives in memory, so tables that stay on disk would only be
     * in the way of the next session), and removes the file by which Livy handed over the configuration: it holds the
     * secret of the RPC channel, and livy-rsc leaves it behind.
     */
    static void apply(SparkConf conf) throws IOException {
        if (!conf.contains(WAREHOUSE)) {
            Path warehouse = Files.createTempDirectory("spark-warehouse-");
            ShutdownHookManager.registerShutdownDeleteDir(warehouse.toFile());
            // Not as a URI: Spark takes the escapes of one for part of the name.
            conf.set(WAREHOUSE, warehouse.toString());
        }
        Optional<Path> handedOver = livyConfiguration(
                List.of(ProcessHandle.current().info().arguments().orElse(new String[0])));
        if (handedOver.isPresent()) {
            Files.deleteIfExists(handedOver.get());
        }
    }

    /** Returns the file that livy-rsc wrote for this driver; nothing when the driver was started in another way. */
    static Optional<Path> livyConfiguration(List<String> arguments) {
        int option = arguments.indexOf(PROPERTIES_FILE);
        if (option < 0 || option + 1 >= arguments.size()) {
            return Optional.empty();
        }
        Path file = Path.of(arguments.get(option + 1));
        String name = file.getFileName().toString();
        return name.startsWith("livyConf") && name.endsWith(".properties") ? Optional.of(file) : Optional.empty();
    }
}
