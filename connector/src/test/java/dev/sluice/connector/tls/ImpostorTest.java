package dev.sluice.connector.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.connector.tls.Certificates.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are not who they say they are: no client of the connector's tells them anything. */
final class ImpostorTest {

    private static final Map<Server, TdsImpostor> SQL = new EnumMap<>(Server.class);
    private static final Map<Server, HttpsServer> STORAGE = new EnumMap<>(Server.class);
    private static final Map<Server, AtomicInteger> REQUESTS = new EnumMap<>(Server.class);
    private static final Map<String, String> FOUND = new java.util.HashMap<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void connectsToEach() throws Exception {
        Certificates certificates = Certificates.make(folder);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djavax.net.ssl.trustStore=" + certificates.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ClientMain.class.getName()));
        List<String> tried = new ArrayList<>();
        for (Server server : Server.values()) {
            SQL.put(server, new TdsImpostor(certificates.of(server)));
            STORAGE.put(server, storage(server, certificates));
            command.add("jdbc:" + SQL.get(server).port());
            tried.add("jdbc " + server);
            command.add("storage:" + STORAGE.get(server).getAddress().getPort());
            tried.add("storage " + server);
        }
        Path log = folder.resolve("log");
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(client.waitFor()).as(Files.readString(log)).isZero();
        List<String> results = Files.readAllLines(log, UTF_8).stream()
                .filter(line -> line.startsWith("RESULT "))
                .toList();
        for (int i = 0; i < tried.size(); i++) {
            FOUND.put(tried.get(i), results.get(i));
        }
    }

    private static HttpsServer storage(Server server, Certificates certificates) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        REQUESTS.put(server, requests);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificates.of(server)));
        https.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        https.start();
        return https;
    }

    @AfterAll
    static void stops() throws IOException {
        for (TdsImpostor server : SQL.values()) {
            server.close();
        }
        STORAGE.values().forEach(server -> server.stop(0));
    }

    @Test
    void connectsToTheGenuineServers() {
        assertThat(SQL.get(Server.GENUINE).isTrusted())
                .as(FOUND.get("jdbc GENUINE"))
                .isTrue();
        assertThat(REQUESTS.get(Server.GENUINE).get())
                .as(FOUND.get("storage GENUINE"))
                .isPositive();
    }

    @Test
    void refusesAWrongName() {
        assertRefused(
                Server.WRONG_NAME,
                ".*(Failed to validate the server name|No subject alternative names matching IP address 127.0.0.1).*");
    }

    @Test
    void refusesAWrongAuthority() {
        assertRefused(Server.WRONG_AUTHORITY, ".*unable to find valid certification path.*");
    }

    @Test
    void refusesAnExpiredCertificate() {
        assertRefused(Server.EXPIRED, ".*(NotAfter|validity check failed).*");
    }

    private static void assertRefused(Server server, String why) {
        for (String client : List.of("jdbc ", "storage ")) {
            assertThat(FOUND.get(client + server)).as(client + server).matches("RESULT [A-Z_]+_UNREACHABLE \\| " + why);
        }
        assertThat(SQL.get(server).isTrusted()).as(FOUND.get("jdbc " + server)).isFalse();
        assertThat(SQL.get(server).refused()).isPositive();
        assertThat(REQUESTS.get(server)).hasValue(0);
    }
}
