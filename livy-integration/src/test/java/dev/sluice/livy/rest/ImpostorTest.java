package dev.sluice.livy.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.livy.rest.Certificates.Server;
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

/** Servers that are not who they say they are: they are sent no request, and so no login. */
final class ImpostorTest {

    private static final Map<Server, HttpsServer> SERVERS = new EnumMap<>(Server.class);
    private static final Map<Server, AtomicInteger> REQUESTS = new EnumMap<>(Server.class);
    private static final Map<Server, String> FOUND = new EnumMap<>(Server.class);

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
                TlsClientMain.class.getName()));
        for (Server server : Server.values()) {
            SERVERS.put(server, server(server, certificates));
            command.add(String.valueOf(SERVERS.get(server).getAddress().getPort()));
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
        List<Server> tried = List.of(Server.values());
        for (int i = 0; i < tried.size(); i++) {
            FOUND.put(tried.get(i), results.get(i));
        }
    }

    private static HttpsServer server(Server server, Certificates certificates) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        REQUESTS.put(server, requests);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificates.of(server)));
        https.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = "{\"from\":0,\"total\":0,\"sessions\":[]}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        https.start();
        return https;
    }

    @AfterAll
    static void stops() {
        SERVERS.values().forEach(server -> server.stop(0));
    }

    @Test
    void talksToTheGenuineServer() {
        assertThat(FOUND.get(Server.GENUINE)).isEqualTo("RESULT 0 sessions");
        assertThat(REQUESTS.get(Server.GENUINE)).hasPositiveValue();
    }

    @Test
    void refusesAWrongName() {
        assertRefused(Server.WRONG_NAME, "No subject alternative names matching IP address 127.0.0.1 found");
    }

    @Test
    void refusesAWrongAuthority() {
        assertRefused(Server.WRONG_AUTHORITY, "unable to find valid certification path to requested target");
    }

    @Test
    void refusesAnExpiredCertificate() {
        assertRefused(Server.EXPIRED, "validity check failed");
    }

    private static void assertRefused(Server server, String why) {
        assertThat(FOUND.get(server))
                .startsWith("RESULT Unreachable TLS failed: ")
                .contains(why);
        assertThat(REQUESTS.get(server)).hasValue(0);
    }
}
