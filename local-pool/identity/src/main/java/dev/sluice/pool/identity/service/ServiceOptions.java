package dev.sluice.pool.identity.service;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that every service of the local pool has. A service takes them in as a picocli mixin. */
public final class ServiceOptions {

    // The values below are replaced before anything reads them: the options are required or have defaults.
    @Option(names = "--identity", required = true, paramLabel = "DIR", description = "folder of keys and secrets")
    private Path identity = Path.of("");

    @Option(
            names = "--ready-file",
            required = true,
            paramLabel = "PATH",
            description = "written once connections are accepted")
    private Path readyFile = Path.of("");

    @Option(
            names = "--port",
            required = true,
            paramLabel = "N",
            converter = PortConverter.class,
            description = "port on 127.0.0.1, 0 for any free one")
    private int port;

    /** Returns the identity folder of the local pool; it may not exist yet. */
    public Path identity() {
        return identity;
    }

    /** Returns the file that says that the service is ready. */
    public Path readyFile() {
        return readyFile;
    }

    /** Returns the port to listen on, 0 for any free one. */
    public int port() {
        return port;
    }
}
