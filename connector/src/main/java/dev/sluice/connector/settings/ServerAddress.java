package dev.sluice.connector.settings;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;

/**
 * Where a SQL pool's server is.
 *
 * @param port TCP port, 1 to 65535
 */
public record ServerAddress(String host, int port) {

    /** Port of a SQL Server that names none. */
    static final int DEFAULT_PORT = 1433;

    /**
     * Parses {@code host}, {@code host:port} or {@code host,port}. Brackets around parts of the name, as in
     * {@code [samplews].[database.windows.net]}, and a leading {@code tcp:} are taken off: documents write them.
     *
     * @throws TransferFailedException if the text is none of these
     */
    public static ServerAddress parse(String text) {
        String bare = text.strip().replace("[", "").replace("]", "");
        if (bare.startsWith("tcp:")) {
            bare = bare.substring("tcp:".length());
        }
        int separator = Math.max(bare.lastIndexOf(':'), bare.lastIndexOf(','));
        String host = separator < 0 ? bare : bare.substring(0, separator).strip();
        String port = separator < 0
                ? Integer.toString(DEFAULT_PORT)
                : bare.substring(separator + 1).strip();
        if (!host.matches("[A-Za-z0-9._-]+") || !port.matches("[0-9]{1,5}") || !inRange(Integer.parseInt(port))) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Invalid server '" + text + "'",
                    "A server is host, host:port or host,port",
                    "Write it as samplews.database.windows.net or samplews.database.windows.net,1433");
        }
        return new ServerAddress(host, Integer.parseInt(port));
    }

    private static boolean inRange(int port) {
        return port >= 1 && port <= 65_535;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
