package dev.sluice.livy.rest;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.SessionRequest;
import dev.sluice.livy.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Repeats what only looks, if the server is away for a moment: a gateway restarts, a connection breaks. What changes
 * something is asked once, because the server may have done it already.
 */
final class RetryingLivyClient implements LivyClient {

    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(200), Duration.ofMillis(800));

    private final LivyClient delegate;
    private final Ticker ticker;

    RetryingLivyClient(LivyClient delegate, Ticker ticker) {
        this.delegate = delegate;
        this.ticker = ticker;
    }

    @Override
    public String address() {
        return delegate.address();
    }

    @Override
    public LivySession createSession(SessionRequest request) {
        return delegate.createSession(request);
    }

    @Override
    public List<LivySession> sessions() {
        return repeated(delegate::sessions);
    }

    @Override
    public LivySession session(String id) {
        return repeated(() -> delegate.session(id));
    }

    @Override
    public void deleteSession(String id) {
        delegate.deleteSession(id);
    }

    @Override
    public void releaseSession(String id) {
        delegate.releaseSession(id);
    }

    @Override
    public List<String> log(String sessionId, int lines) {
        return repeated(() -> delegate.log(sessionId, lines));
    }

    @Override
    public LivyStatement postStatement(String sessionId, Language language, String code) {
        return delegate.postStatement(sessionId, language, code);
    }

    @Override
    public LivyStatement statement(String sessionId, String statementId) {
        return repeated(() -> delegate.statement(sessionId, statementId));
    }

    @Override
    public void cancelStatement(String sessionId, String statementId) {
        delegate.cancelStatement(sessionId, statementId);
    }

    @Override
    public List<String> complete(String sessionId, Language language, String code, int cursor, Duration limit) {
        return delegate.complete(sessionId, language, code, cursor, limit);
    }

    @Override
    public void close() {
        delegate.close();
    }

    private <T> T repeated(Supplier<T> look) {
        for (Duration pause : PAUSES) {
            try {
                return look.get();
            } catch (LivyException.Unreachable e) {
                rest(pause, e);
            } catch (LivyException.Failed e) {
                if (e.status() == 500) {
                    throw e;
                }
                rest(pause, e);
            }
        }
        return look.get();
    }

    private void rest(Duration pause, LivyException reason) {
        if (Thread.currentThread().isInterrupted()) {
            throw reason;
        }
        ticker.pause(pause);
    }
}
