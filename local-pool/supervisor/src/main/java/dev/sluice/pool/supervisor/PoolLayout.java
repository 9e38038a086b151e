package dev.sluice.pool.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where everything of one local pool lies.
 *
 * @param home folder of the pool's state and data, {@code .sluice} of a checkout; made on demand
 * @param software folder of what is run, as the module {@code distribution} lays it out
 */
public record PoolLayout(Path home, Path software) {

    public PoolLayout {
        home = home.toAbsolutePath().normalize();
        software = software.toAbsolutePath().normalize();
    }

    /** Returns the folder of ready files, ports and secrets. Nobody but the user can read it. */
    public Path state() {
        return home.resolve("state");
    }

    /** Returns the folder of keys, certificate and passwords. */
    public Path identity() {
        return state().resolve("identity");
    }

    /** Returns the folder of what survives: the lake and the databases. */
    public Path data() {
        return home.resolve("data");
    }

    /** Returns the folder of the storage's files. */
    public Path lake() {
        return data().resolve("lake");
    }

    /** Returns the folder of the SQL pool's databases. */
    public Path databases() {
        return data().resolve("sql");
    }

    /** Returns the folder of the processes' logs. */
    public Path logs() {
        return home.resolve("logs");
    }

    /** Returns the folder of temporary files, wiped when the pool stops. */
    public Path temporary() {
        return home.resolve("tmp");
    }

    /** Returns the Python environment. */
    public Path pythonEnvironment() {
        return home.resolve("venv");
    }

    /** Returns the interpreter of the Python environment. */
    public Path python() {
        return pythonEnvironment().resolve("bin").resolve("python");
    }

    /**
     * Returns the Spark that the package {@code pyspark} of the Python environment is.
     *
     * @throws PoolException if the package is not there
     */
    public Path sparkHome() {
        Path libraries = pythonEnvironment().resolve("lib");
        if (Files.isDirectory(libraries)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(libraries, "python3*")) {
                for (Path version : versions) {
                    Path spark = version.resolve("site-packages").resolve("pyspark");
                    if (Files.isDirectory(spark.resolve("jars"))) {
                        return spark;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new PoolException("Cannot find Spark in " + libraries + ": run ./sluice setup");
    }

    /** Returns the jars of our own programs. */
    public Path libraries() {
        return software.resolve("lib");
    }

    /** Returns the file in which a service says that it accepts connections. */
    Path readyFile(String service) {
        return state().resolve(service + ".json");
    }

    /** Returns the log of a service. */
    Path log(String service) {
        return logs().resolve(service + ".log");
    }

    /** Returns the log that a service left that died; the next one that dies replaces it. */
    Path logOfDead(String service) {
        return logs().resolve(service + ".died.log");
    }

    /** Returns the file that lists the services that died since the pool was started. */
    Path deaths() {
        return state().resolve("deaths.json");
    }

    /** Returns what a process of this pool carries in its environment, so that it is found whoever its parent is. */
    String poolId() {
        return home.toString();
    }
}
