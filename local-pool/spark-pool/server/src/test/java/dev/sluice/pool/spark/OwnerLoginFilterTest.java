package dev.sluice.pool.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.identity.secret.OwnerOnlyFiles;
import dev.sluice.pool.identity.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter before a servlet of Livy's server, Jetty, asked byte by byte as no client would. */
class OwnerLoginFilterTest {

    private static final String PASSWORD = "pä:ss";

    @TempDir
    private Path folder;

    private Server server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        OwnerOnlyFiles.write(passwordFile(), new Secret(PASSWORD));
        server = server("sluice", passwordFile().toString());
        server.start();
        port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void letsTheOwnerPassAndTellsWhoAsks() throws IOException {
        assertThat(ask("Host: 127.0.0.1:" + port, "Authorization: Basic " + encoded("sluice:" + PASSWORD)))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("served to sluice");
        assertThat(ask("Host: localhost", "Authorization: bAsIc  " + encoded("sluice:" + PASSWORD)))
                .endsWith("served to sluice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Basic",
                "Authorization: Basic ",
                "Authorization: Basic %%%",
                "Authorization: Basic c2x1aWNl",
                "Authorization: Bearer PAIR",
                "Authorization: Basic sluice:wrong",
                "Authorization: Basic Sluice:pä:ss",
                "Authorization: Basic sluice:pä:ss ",
                "Authorization: Basic sluice:",
                "Authorization: Basic :",
                "Authorization: Basic PAIR\r\nAuthorization: Basic PAIR"
            })
    void turnsEverybodyElseAwayAndSaysWhereThePasswordIs(String header) throws IOException {
        String line = header.replace("PAIR", encoded("sluice:" + PASSWORD));
        if (line.matches("Authorization: Basic [^%]*:.*")) {
            line = "Authorization: Basic " + encoded(line.substring("Authorization: Basic ".length()));
        }
        String answer = ask("Host: 127.0.0.1:" + port, line);

        assertThat(answer)
                .startsWith("HTTP/1.1 401 ")
                .contains("WWW-Authenticate: Basic realm=\"Sluice\", charset=\"UTF-8\"\r\n")
                .endsWith(
                        "{\"msg\":\"The local Livy takes requests of its owner only. Log in by HTTP Basic as sluice; the"
                                + " password is in " + passwordFile() + "\"}")
                .doesNotContain("served", PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example:PORT",
                "Host: 127.0.0.1:PORT\r\nOrigin: http://evil.example",
                "Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:1",
                "Host: 127.0.0.1:PORT\r\nOrigin: null",
                "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site",
                "Host: localhost:PORT\r\nSec-Fetch-Site: same-site"
            })
    void turnsPagesOfOtherSitesAwayWhateverTheirLogin(String headers) throws IOException {
        assertThat(ask(
                        headers.replace("PORT", Integer.toString(port)),
                        "Authorization: Basic " + encoded("sluice:" + PASSWORD)))
                .startsWith("HTTP/1.1 403 ")
                .contains("{\"msg\":\"Refused: ")
                .doesNotContain("served");
    }

    @Test
    void letsNobodyPassWithoutItsSettings() {
        assertThatThrownBy(server(null, passwordFile().toString())::start)
                .isExactlyInstanceOf(ServletException.class)
                .hasMessage("The login filter of Livy has no parameter user: it lets nobody pass");
        assertThatThrownBy(server("sluice", "")::start)
                .hasStackTraceContaining("The login filter of Livy has no parameter passwordFile: it lets nobody pass");
        assertThatThrownBy(server("sluice", folder.resolve("none").toString())::start)
                .hasStackTraceContaining("Cannot read the password of Livy from " + folder.resolve("none"));
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    private static Server server(@Nullable String user, String passwordFile) {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new Served()), "/*");
        FilterHolder holder = new FilterHolder();
        holder.setClassName(OwnerLoginFilter.class.getName());
        if (user != null) {
            holder.setInitParameter("user", user);
        }
        holder.setInitParameter("passwordFile", passwordFile);
        context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
        server.setHandler(context);
        return server;
    }

    private static final class Served extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print("served to " + request.getRemoteUser());
        }
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private String ask(String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET /sessions HTTP/1.1\r\n");
        for (String header : headers) {
            request.append(header.isEmpty() ? "" : header + "\r\n");
        }
        request.append("Connection: close\r\n\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
