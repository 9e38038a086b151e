package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.rest.LivyClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page gets of the local pool that the owner visits in a browser, Chromium: nothing, and nothing takes effect. The
 * browser is one in which the owner has logged in to Livy's own pages, so that it has the password to send along.
 */
@ExtendWith(SharedPool.class)
class ForeignPageIT {

    private static final String FOREIGN_HOST = "evil.example";

    /**
     * What a page may try without anybody's leave: simple requests (Fetch Standard, "CORS-safelisted"), forms, frames,
     * scripts, sockets; and what it must ask for. Each attempt yields a text.
     */
    private static final String ATTACK = """
            (async () => {
              const said = [];
              const attempt = async (name, promise) => {
                try {
                  const answer = await promise();
                  said.push(name + ': ' + answer.type + ' ' + answer.status + ' ' + (await answer.text()));
                } catch (e) {
                  said.push(name + ': ' + e.name);
                }
              };
              const livy = 'LIVY', storage = 'STORAGE', tokens = 'TOKENS', sql = 'SQL';
              const session = JSON.stringify({kind: 'pyspark', name: 'planted'});
              const statement = JSON.stringify({code: 'open("MARKER", "w").close()', kind: 'pyspark'});
              for (const credentials of ['omit', 'include']) {
                const blind = {method: 'POST', mode: 'no-cors', credentials, headers: {'Content-Type': 'text/plain'}};
                await attempt('blind session', () => fetch(livy + '/sessions', {...blind, body: session}));
                await attempt('blind statement',
                    () => fetch(livy + '/sessions/SESSION/statements', {...blind, body: statement}));
                await attempt('blind session by another name',
                    () => fetch(livy.replace('127.0.0.1', 'evil.example') + '/sessions', {...blind, body: session}));
                await attempt('blind look', () => fetch(livy + '/sessions', {mode: 'no-cors', credentials}));
                await attempt('read', () => fetch(livy + '/sessions', {credentials}));
                await attempt('asked', () => fetch(livy + '/sessions', {method: 'POST', credentials,
                    headers: {'Content-Type': 'application/json', 'X-Requested-By': 'me'}, body: session}));
                await attempt('delete', () => fetch(livy + '/sessions/SESSION', {method: 'DELETE', credentials}));
                await attempt('blind file', () => fetch(storage + '/sluicelocal/lake/planted?resource=file',
                    {...blind, body: 'x'}));
                await attempt('put file', () => fetch(storage + '/sluicelocal/lake/planted?resource=file',
                    {method: 'PUT', credentials}));
                await attempt('list', () => fetch(storage + '/sluicelocal/lake?resource=filesystem&recursive=true',
                    {credentials}));
                await attempt('token', () => fetch(tokens + '/local/oauth2/v2.0/token', {method: 'POST', credentials,
                    headers: {'Content-Type': 'application/x-www-form-urlencoded'},
                    body: 'grant_type=client_credentials&client_id=sluice-local&client_secret=guess'}));
                await attempt('own token', () => fetch(tokens
                    + '/msi/token?api-version=2019-08-01&resource=https://storage.azure.com', {credentials}));
                await attempt('sql', () => fetch(sql, {...blind, body: 'drop table dbo.Private'}));
              }
              for (const [name, action] of [['form', livy + '/sessions'],
                  ['form of statement', livy + '/sessions/SESSION/statements']]) {
                await new Promise(done => {
                  const frame = document.createElement('iframe');
                  frame.name = name;
                  document.body.append(frame);
                  const form = document.createElement('form');
                  Object.assign(form, {action, method: 'POST', enctype: 'text/plain', target: name});
                  const field = document.createElement('input');
                  // The body of such a form is name=value: this makes it JSON.
                  field.name = (name === 'form' ? session : statement).slice(0, -1) + ',"conf":{"spark.x":"';
                  field.value = '"}}';
                  form.append(field);
                  document.body.append(form);
                  frame.onload = done;
                  form.submit();
                });
                said.push(name + ': sent');
              }
              await new Promise(done => {
                const script = document.createElement('script');
                script.onload = () => { said.push('script: loaded'); done(); };
                script.onerror = () => { said.push('script: error'); done(); };
                script.src = livy + '/static/js/livy-ui.js';
                document.head.append(script);
              });
              for (const place of [livy, sql]) {
                await new Promise(done => {
                  const socket = new WebSocket(place.replace('http:', 'ws:') + '/sessions');
                  socket.onopen = () => { said.push('socket: open'); done(); };
                  socket.onerror = () => { said.push('socket: error'); done(); };
                });
              }
              return said;
            })()
            """;

    private static TestPool pool;
    private static PoolUrl url;
    private static Notebook notebook;
    private static HttpServer site;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(TestPool shared) throws IOException {
        pool = shared;
        url = new PoolUrl(pool);
        notebook = Notebook.on(pool);
        notebook.run("rows = spark.range(3)");
        notebook.run("%%sqlpool write rows -> dbo.Private --mode overwrite");
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        site.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>site</title><body>hello</body>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        site.start();
    }

    @AfterAll
    static void stop() {
        site.stop(0);
        notebook.close();
    }

    @Test
    void getsNothingAndChangesNothingFromAnotherSite() throws Exception {
        attackFrom("http://" + FOREIGN_HOST + ":" + site.getAddress().getPort() + "/");
    }

    @Test
    void getsNothingAndChangesNothingFromAnotherPortOfThisMachine() throws Exception {
        attackFrom("http://127.0.0.1:" + site.getAddress().getPort() + "/");
    }

    @Test
    void showsTheOwnerWhatLivyServesAndNobodyElse() throws Exception {
        try (Browser browser = Browser.start(pool.root(), FOREIGN_HOST)) {
            assertThat(text(browser.open(url.livy() + "/version"))).contains("takes requests of its owner only");

            logIn(browser);

            // Another tab, without the password in its address: the browser has kept it.
            assertThat(text(browser.open(url.livy() + "/version"))).contains("0.7.1-incubating");
            // As after a DNS rebinding: the page's own site, which leads to Livy now.
            String rebound = url.livy().toString().replace("127.0.0.1", FOREIGN_HOST);
            assertThat(text(browser.open(rebound + "/version")))
                    .contains("the request has the header Host: " + FOREIGN_HOST);
        }
    }

    private void attackFrom(String address) throws Exception {
        Path marker = folder.resolve("planted");
        List<LivySession> sessions = sessions();
        String session = sessions.get(0).id();
        String attack = ATTACK.replace("LIVY", url.livy().toString())
                .replace("STORAGE", url.storage().endpoint())
                .replace(
                        "TOKENS",
                        "https://127.0.0.1:"
                                + URI.create(url.tokens().endpoint()).getPort())
                .replace("'SQL'", "'http://127.0.0.1:" + url.sqlPool().port() + "'")
                .replace("SESSION", session)
                .replace("MARKER", marker.toString());
        List<String> said = new ArrayList<>();
        try (Browser browser = Browser.start(pool.root(), FOREIGN_HOST)) {
            logIn(browser);
            Browser.Page page = browser.open(address);
            assertThat(page.evaluate("document.body.textContent").asText()).isEqualTo("hello");
            for (JsonNode line : page.evaluate(attack)) {
                said.add(line.asText());
            }
        }

        assertThat(said).hasSize(31);
        // What a page may send blindly has left the browser, and the page learns nothing of the answer.
        assertThat(said)
                .filteredOn(line -> line.startsWith("blind"))
                .hasSize(10)
                .allSatisfy(line -> assertThat(line).endsWith(": opaque 0 "));
        assertThat(said)
                .filteredOn(line -> line.matches("(read|asked|delete|put file|list|token|own token): .*"))
                .hasSize(14)
                .allSatisfy(line -> assertThat(line).endsWith(": TypeError"));
        assertThat(said).contains("form: sent", "form of statement: sent", "script: error");
        assertThat(said)
                .filteredOn(line -> line.startsWith("socket"))
                .containsExactly("socket: error", "socket: error");
        assertThat(sessions())
                .extracting(LivySession::id, LivySession::name)
                .containsExactlyElementsOf(sessions.stream()
                        .map(one -> org.assertj.core.groups.Tuple.tuple(one.id(), one.name()))
                        .toList());
        // Statements run one by one: had one been planted, it would have ended before this one.
        assertThat(notebook.run("print('still here')")).contains("still here");
        assertThat(marker).doesNotExist();
        assertThat(pool.layout().lake().resolve("sluicelocal/lake/planted")).doesNotExist();
        assertThat(notebook.run("%%sqlpool query\nSELECT COUNT(*) AS n FROM dbo.Private"))
                .contains("3");
    }

    /** Visits Livy as the owner would, who types the login into the browser. */
    private static void logIn(Browser browser) throws IOException, InterruptedException {
        String address = url.livy().toString().replace("//", "//sluice:" + url.livyPassword() + "@");
        assertThat(text(browser.open(address + "/version"))).contains("0.7.1-incubating");
    }

    private static String text(Browser.Page page) throws IOException, InterruptedException {
        return page.evaluate("document.body.textContent").asText();
    }

    private static List<LivySession> sessions() {
        try (LivyClient livy = LivyClients.create(url.ownersLivy())) {
            return livy.sessions();
        }
    }
}
