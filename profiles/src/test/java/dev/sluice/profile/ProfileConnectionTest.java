package dev.sluice.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.rest.LivyClients;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a profile says reaches the server. */
class ProfileConnectionTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stops() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void trustsTheAuthoritiesThatItNamesAndNoOthers() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate("own")));
        certificate("other");
        String livy = "livy = \"https://127.0.0.1:" + start(server) + "\"\n";

        assertThat(sessions(livy + "authorities = \"own.pem\"")).isEmpty();
        asked.clear();
        for (String stranger : List.of("", "authorities = \"other.pem\"")) {
            assertThatThrownBy(() -> sessions(livy + stranger))
                    .isExactlyInstanceOf(LivyException.Unreachable.class)
                    .hasMessageContaining("TLS failed: ");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void sendsItsLoginAndItsHeaders() throws Exception {
        String livy = "livy = \"http://127.0.0.1:" + start(plain()) + "\"\n";

        sessions(livy + "auth = \"basic\"\nuser = \"mary\"\npassword = \"env:WORD\"\n[profiles.work.headers]\n"
                + "X-Requested-By = \"mary\"\nX-Key = \"env:WORD\"");

        assertThat(asked).containsExactly("GET /sessions?from=0&size=20 Basic bWFyeTpzM2NyM3Q0eW91 mary s3cr3t4you");
    }

    @Test
    void repeatsNoKeyOfItsHeaders() throws Exception {
        String livy = "livy = \"http://127.0.0.1:" + start(plain(), 403, "No right with key s3cr3t4you") + "\"\n";

        assertThatThrownBy(() -> sessions(livy + "[profiles.work.headers]\nX-Key = \"env:WORD\""))
                .isExactlyInstanceOf(LivyException.Unauthorized.class)
                .hasMessageContaining("key ***")
                .hasMessageNotContaining("s3cr3t4you");
    }

    @Test
    void goesOverItsProxy() throws Exception {
        String proxy = "proxy = \"http://127.0.0.1:" + start(plain()) + "\"\n";

        assertThat(sessions("livy = \"http://spark.example.invalid:8998\"\n" + proxy))
                .isEmpty();

        assertThat(asked)
                .containsExactly("GET http://spark.example.invalid:8998/sessions?from=0&size=20 null sluice null");
    }

    private List<?> sessions(String options) throws IOException, InvalidProfileException {
        Path file = folder.resolve("config.toml");
        Files.writeString(file, "[profiles.work]\n" + options);
        Profile profile = ProfileFile.of(Map.of("SLUICE_CONFIG", file.toString(), "WORD", "s3cr3t4you"), folder)
                .read("work");
        try (LivyClient client = LivyClients.create(profile.endpoint())) {
            return client.sessions();
        }
    }

    private HttpServer plain() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    private int start(HttpServer server) {
        return start(server, 200, "{\"from\":0,\"total\":0,\"sessions\":[]}");
    }

    private int start(HttpServer server, int status, String answer) {
        servers.add(server);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod()
                    + ' '
                    + exchange.getRequestURI()
                    + ' '
                    + first(exchange, "Authorization")
                    + ' '
                    + first(exchange, "X-Requested-By")
                    + ' '
                    + first(exchange, "X-Key"));
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server.getAddress().getPort();
    }

    private static String first(HttpExchange exchange, String header) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(header));
    }

    /** Makes a certificate for 127.0.0.1 that is its own authority, and writes it as PEM beside the profiles. */
    private SSLContext certificate(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keystore",
                store.toString(),
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-ext",
                "bc:c=ca:true");
        keytool(
                "-exportcert",
                "-alias",
                name,
                "-keystore",
                store.toString(),
                "-rfc",
                "-file",
                folder.resolve(name + ".pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Duser.language=en",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(1, List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
