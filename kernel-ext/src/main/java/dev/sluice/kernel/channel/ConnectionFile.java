package dev.sluice.kernel.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where a front end wants the kernel to listen. Its form: jupyter-client, "Connection files".
 *
 * @param ip address that all sockets are bound to
 * @param key of the signatures; empty for none
 */
public record ConnectionFile(
        String ip, int shellPort, int iopubPort, int stdinPort, int controlPort, int heartbeatPort, String key) {

    private static final int MAX_PORT = 65_535;

    /** Reads a connection file. */
    public static ConnectionFile read(Path file) throws InvalidConnectionException {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new InvalidConnectionException(
                    "Cannot read connection file '" + file + "': there is no such file", e);
        } catch (IOException e) {
            throw new InvalidConnectionException("Cannot read connection file '" + file + "': it is no JSON file", e);
        }
        expect(file, json, "transport", "tcp");
        expect(file, json, "signature_scheme", "hmac-sha256");
        ConnectionFile connection = new ConnectionFile(
                json.path("ip").asText("127.0.0.1"),
                port(file, json, "shell_port"),
                port(file, json, "iopub_port"),
                port(file, json, "stdin_port"),
                port(file, json, "control_port"),
                port(file, json, "hb_port"),
                json.path("key").asText());
        if (connection.key.isEmpty() && !connection.isLocal()) {
            // Whoever can reach the ports could run code in the user's name.
            throw new InvalidConnectionException("Invalid connection file '" + file + "': no key, which is allowed on"
                    + " 127.0.0.1 only and not on " + connection.ip);
        }
        return connection;
    }

    private boolean isLocal() {
        try {
            return InetAddress.getByName(ip).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void expect(Path file, JsonNode json, String field, String value) throws InvalidConnectionException {
        String found = json.path(field).asText(value);
        if (!found.equals(value)) {
            throw new InvalidConnectionException(
                    "Unsupported " + field + " '" + found + "' in connection file '" + file + "': expected " + value);
        }
    }

    private static int port(Path file, JsonNode json, String field) throws InvalidConnectionException {
        int port = json.path(field).asInt();
        if (port < 1 || port > MAX_PORT) {
            throw new InvalidConnectionException("Invalid connection file '" + file + "': " + field + " is '"
                    + json.path(field).asText() + "', expected a port from 1 to " + MAX_PORT);
        }
        return port;
    }
}
