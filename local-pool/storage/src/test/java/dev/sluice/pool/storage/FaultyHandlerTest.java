package dev.sluice.pool.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultFolder;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.JournalEntry.Event;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.pool.identity.service.RunningService;
import dev.sluice.pool.identity.token.TokenAudience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** The fault switch over https, by a client that repeats a request with a body by no means. */
@Timeout(60)
final class FaultyHandlerTest {

    private static final String CREATE = "/sluicelocal/lake/f?resource=file";

    private final Path folder;
    private final FaultFolder faults;
    private final LocalIdentity identity;
    private final RunningService server;
    private final HttpClient client;
    private boolean stopped;

    FaultyHandlerTest(@TempDir Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        identity = LocalIdentity.openOrCreate(folder.resolve("identity"));
        faults = new FaultFolder(folder.resolve("faults"));
        StorageMain main = new StorageMain(Clock.systemUTC());
        new CommandLine(main)
                .parseArgs(
                        "--lake", folder.resolve("lake").toString(),
                        "--identity", folder.resolve("identity").toString(),
                        "--ready-file", folder.resolve("ready.json").toString(),
                        "--port", "0",
                        "--faults", faults.path().toString());
        server = main.start();
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(KeyStore.getInstance(
                identity.trustStoreFile().toFile(), LocalIdentity.TRUST_STORE_PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
    }

    @AfterEach
    void stop() {
        if (!stopped) {
            stopped = true;
            server.close();
        }
    }

    private HttpRequest.Builder request(String uri) throws IOException {
        String token = identity.tokenIssuer(1, Duration.ofMinutes(5), Clock.systemUTC())
                .issue("p", TokenAudience.STORAGE)
                .value();
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + uri))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest create() throws IOException {
        return request(CREATE).PUT(BodyPublishers.noBody()).build();
    }

    private Path created() {
        return folder.resolve("lake/sluicelocal/lake/f");
    }

    private List<Event> events() throws IOException {
        return faults.journal().stream().map(JournalEntry::event).toList();
    }

    @Test
    void passesRequestsWithoutRulesAndTellsTheJournal() throws Exception {
        assertThat(send(create()).statusCode()).isEqualTo(201);
        HttpResponse<String> written =
                send(request("/sluicelocal/lake/f?action=append&position=0&flush=true&sig=hidden")
                        .header("x-http-method-override", "PATCH")
                        .header("x-ms-client-request-id", "mine")
                        .PUT(BodyPublishers.ofString("hello"))
                        .build());
        assertThat(written.statusCode()).isEqualTo(202);
        assertThat(send(request("/sluicelocal/lake/f").GET().build()).body()).isEqualTo("hello");
        HttpResponse<String> renamed = send(request("/sluicelocal/lake/g")
                .header("x-ms-rename-source", "/lake/f?sig=hidden")
                .PUT(BodyPublishers.noBody())
                .build());
        assertThat(renamed.statusCode()).isEqualTo(201);
        assertThat(faults.journal())
                .startsWith(
                        new JournalEntry(1, Event.ARRIVED, "", attributes("PUT", "f", "resource=file", "", "")),
                        new JournalEntry(1, Event.EXECUTED, "", Map.of("status", "201")),
                        new JournalEntry(
                                2,
                                Event.ARRIVED,
                                "",
                                attributes("PATCH", "f", "action=append&position=0&flush=true", "", "mine")))
                .contains(new JournalEntry(4, Event.ARRIVED, "", attributes("PUT", "g", "", "/lake/f", "")));
    }

    private static Map<String, String> attributes(
            String method, String file, String query, String source, String client) {
        return Map.of(
                "method",
                method,
                "path",
                "/sluicelocal/lake/" + file,
                "query",
                query,
                "source",
                source,
                "client",
                client);
    }

    @Test
    void cutsBeforeARequestIsExecuted() throws Exception {
        faults.write(List.of(FaultRule.of("x", new Fault.Cut(Moment.BEFORE))
                .where("method", "PUT")
                .striking(9)));
        assertThatThrownBy(() -> send(create())).isInstanceOf(IOException.class);
        assertThat(created()).doesNotExist();
        assertThat(events()).startsWith(Event.ARRIVED, Event.CUT);
    }

    @Test
    void cutsBeforeItAnswersABodyThatTheClientHasSent() throws Exception {
        assertThat(send(create()).statusCode()).isEqualTo(201);
        faults.write(List.of(FaultRule.of("x", new Fault.Cut(Moment.BEFORE)).where("query", "append")));
        assertThatThrownBy(() -> send(request("/sluicelocal/lake/f?action=append&position=0&flush=true")
                        .method("PATCH", BodyPublishers.ofByteArray(new byte[9 * 1024 * 1024]))
                        .build()))
                .isInstanceOf(IOException.class);
        assertThat(created()).isEmptyFile();
    }

    @Test
    void cutsAfterARequestWasExecuted() throws Exception {
        faults.write(List.of(FaultRule.of("x", new Fault.Cut(Moment.AFTER))
                .where("method", "PUT")
                .striking(9)));
        assertThatThrownBy(() -> send(create())).isInstanceOf(IOException.class);
        assertThat(created()).exists();
        assertThat(events()).startsWith(Event.ARRIVED, Event.EXECUTED, Event.CUT);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER"})
    void answersTheErrorOfARule(Moment moment) throws Exception {
        faults.write(List.of(FaultRule.of("x", new Fault.Fail(moment, 503, "ServerBusy"))));
        HttpResponse<String> response = send(create());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("x-ms-error-code")).contains("ServerBusy");
        assertThat(response.headers().firstValue("etag")).isEmpty();
        assertThat(response.body()).isEmpty();
        assertThat(Files.exists(created())).isEqualTo(moment == Moment.AFTER);
        assertThat(send(request("/sluicelocal/lake/f").GET().build()).statusCode())
                .isEqualTo(moment == Moment.AFTER ? 200 : 404);
    }

    @Test
    void withholdsABodyThatIsStruck() throws Exception {
        assertThat(send(create()).statusCode()).isEqualTo(201);
        assertThat(send(request("/sluicelocal/lake/f?action=append&position=0&flush=true")
                                .method("PATCH", BodyPublishers.ofString("hello"))
                                .build())
                        .statusCode())
                .isEqualTo(202);
        faults.write(List.of(FaultRule.of("x", new Fault.Fail(Moment.AFTER, 500, "InternalError"))
                .where("method", "GET")));
        HttpResponse<String> response =
                send(request("/sluicelocal/lake/f").GET().build());
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER"})
    void pausesUntilItIsTold(Moment moment) throws Exception {
        CompletableFuture<HttpResponse<String>> response = paused(moment);
        assertThat(Files.exists(created())).isEqualTo(moment == Moment.AFTER);
        faults.write(List.of());
        assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        assertThat(created()).exists();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER"})
    void strikesAfterAPauseIfItIsTold(Moment moment) throws Exception {
        CompletableFuture<HttpResponse<String>> response = paused(moment);
        faults.write(List.of(FaultRule.of("x", new Fault.Fail(Moment.BEFORE, 500, "InternalError"))));
        assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(500);
        assertThat(Files.exists(created())).isEqualTo(moment == Moment.AFTER);
    }

    @Test
    void endsAPauseWithTheServer() throws Exception {
        CompletableFuture<HttpResponse<String>> response = paused(Moment.BEFORE);
        stop();
        assertThat(response).failsWithin(10, TimeUnit.SECONDS);
        faults.await(entry -> entry.event() == Event.CUT, Duration.ofSeconds(10));
        assertThat(created()).doesNotExist();
    }

    private CompletableFuture<HttpResponse<String>> paused(Moment moment) throws IOException {
        faults.write(List.of(FaultRule.of("x", new Fault.Pause(moment))));
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(create(), HttpResponse.BodyHandlers.ofString());
        faults.await(entry -> entry.event() == Event.PAUSED, Duration.ofSeconds(10));
        assertThat(response).isNotDone();
        return response;
    }
}
