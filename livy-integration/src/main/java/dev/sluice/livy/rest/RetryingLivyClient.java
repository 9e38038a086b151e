package dev.sluice.livy.rest;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.SessionKey;
import dev.sluice.livy.SessionRequest;
import dev.sluice.livy.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Repeats what only looks, and the end of a session, which may be asked for twice, if the server is away for a moment: a
 * gateway restarts, a connection breaks. What changes something else is asked once, because the server may have done it
 * already; and who waits for a statement asks again by itself.
 */
final class RetryingLivyClient implements LivyClient {

    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(200), Duration.ofMillis(800));

    /** A server that wants to be left alone for longer is told to the user. */
    private static final Duration LONGEST_WISH = Duration.ofSeconds(5);

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
    public Optional<LivySession> sessionNamed(String name, Duration limit) {
        return delegate.sessionNamed(name, limit);
    }

    @Override
    public LivySession session(SessionKey session) {
        return repeated(() -> delegate.session(session));
    }

    @Override
    public void deleteSession(SessionKey session) {
        SessionKey unused = repeated(() -> {
            delegate.deleteSession(session);
            return session;
        });
    }

    @Override
    public void releaseSession(SessionKey session) {
        delegate.releaseSession(session);
    }

    @Override
    public List<String> log(SessionKey session, int lines) {
        return repeated(() -> delegate.log(session, lines));
    }

    @Override
    public LivyStatement postStatement(SessionKey session, Language language, String code) {
        return delegate.postStatement(session, language, code);
    }

    @Override
    public LivyStatement statement(SessionKey session, String statementId, Duration limit) {
        return delegate.statement(session, statementId, limit);
    }

    @Override
    public void cancelStatement(SessionKey session, String statementId, Duration limit) {
        delegate.cancelStatement(session, statementId, limit);
    }

    @Override
    public List<String> complete(SessionKey session, Language language, String code, int cursor, Duration limit) {
        return delegate.complete(session, language, code, cursor, limit);
    }

    @Override
    public void close() {
        delegate.close();
    }

    private <T> T repeated(Supplier<T> look) {
        for (Duration pause : PAUSES) {
            try {
                return look.get();
            } catch (LivyException.Unreachable | LivyException.AnswerLost e) {
                rest(pause, e);
            } catch (LivyException.Failed e) {
                if (e.status() == 500) {
                    throw e;
                }
                rest(pause, e);
            } catch (LivyException.Busy e) {
                if (e.retryAfter().compareTo(LONGEST_WISH) > 0) {
                    throw e;
                }
                rest(e.retryAfter().compareTo(pause) > 0 ? e.retryAfter() : pause, e);
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
