package dev.sluice.kernel.pool;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.SessionKey;
import dev.sluice.livy.SessionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Talks to the Livy server of the local pool, wherever it listens at the time of each call. */
final class LocalLivyClient implements LivyClient {

    private final Supplier<LocalLivy> livy;
    private final Function<LocalLivy, LivyClient> clients;
    private @Nullable Connected connected;

    private record Connected(LocalLivy livy, LivyClient client) {}

    /**
     * Makes a client that connects with its first call.
     *
     * @param livy where Livy listens now; throws {@link PoolNotRunningException}
     * @param clients makes a client for a server
     */
    LocalLivyClient(Supplier<LocalLivy> livy, Function<LocalLivy, LivyClient> clients) {
        this.livy = livy;
        this.clients = clients;
    }

    private synchronized LivyClient client() {
        LocalLivy now;
        try {
            now = livy.get();
        } catch (PoolNotRunningException e) {
            throw new LivyException.ServerGone("the local pool", "it is not running", e);
        }
        Connected before = connected;
        if (before != null && before.livy.equals(now)) {
            return before.client;
        }
        if (before != null) {
            before.client.close();
        }
        LivyClient client = clients.apply(now);
        connected = new Connected(now, client);
        return client;
    }

    @Override
    public String address() {
        try {
            return livy.get().address().toString();
        } catch (PoolNotRunningException e) {
            return "the local pool (not running)";
        }
    }

    @Override
    public LivySession createSession(SessionRequest request) {
        return client().createSession(request);
    }

    @Override
    public List<LivySession> sessions() {
        return client().sessions();
    }

    @Override
    public Optional<LivySession> sessionNamed(String name, Duration limit) {
        return client().sessionNamed(name, limit);
    }

    @Override
    public LivySession session(SessionKey session) {
        return client().session(session);
    }

    @Override
    public void deleteSession(SessionKey session) {
        client().deleteSession(session);
    }

    @Override
    public void releaseSession(SessionKey session) {
        LivyClient client;
        try {
            client = client();
        } catch (LivyException.ServerGone e) {
            // The session went with the pool.
            return;
        }
        client.releaseSession(session);
    }

    @Override
    public List<String> log(SessionKey session, int lines) {
        return client().log(session, lines);
    }

    @Override
    public LivyStatement postStatement(SessionKey session, Language language, String code) {
        return client().postStatement(session, language, code);
    }

    @Override
    public LivyStatement statement(SessionKey session, String statementId, Duration limit) {
        return client().statement(session, statementId, limit);
    }

    @Override
    public void cancelStatement(SessionKey session, String statementId, Duration limit) {
        client().cancelStatement(session, statementId, limit);
    }

    @Override
    public List<String> complete(SessionKey session, Language language, String code, int cursor, Duration limit) {
        return client().complete(session, language, code, cursor, limit);
    }

    @Override
    public synchronized void close() {
        if (connected != null) {
            connected.client.close();
        }
    }
}
