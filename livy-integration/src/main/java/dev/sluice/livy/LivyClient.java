package dev.sluice.livy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sessions and statements of one Livy server. Calls block until they are answered or the thread is interrupted, may come from
 * several threads, and fail with a {@link LivyException} whose message says what to do.
 *
 * <p>A session is meant by its {@link SessionKey}. If the server now has another session under its number, that is left
 * alone, and the call fails with {@link LivyException.NotFound}.
 */
public interface LivyClient extends AutoCloseable {

    /** Returns the server's address, for messages. It holds no secret. */
    String address();

    /** Asks for a session. It is not ready yet: {@link SessionStart} waits. */
    LivySession createSession(SessionRequest request);

    /** Lists the sessions that the server shows to this user. */
    List<LivySession> sessions();

    /**
     * Describes a session. This renews its heartbeat.
     *
     * @throws LivyException.NotFound if the server does not know it, or no longer
     */
    LivySession session(SessionKey session);

    /**
     * Finds a session by its name.
     *
     * @param limit longest time to wait for one answer
     */
    Optional<LivySession> sessionNamed(String name, Duration limit);

    /** Ends a session. Does nothing if it has ended. */
    void deleteSession(SessionKey session);

    /** Asks for a session's end within a moment, whatever comes of it: for programs that are about to end. */
    void releaseSession(SessionKey session);

    /**
     * Returns the last lines of a session's log, oldest first; none if the dialect shows no log.
     *
     * @param lines at most so many
     */
    List<String> log(SessionKey session, int lines);

    /** Queues code. The session must be ready. */
    LivyStatement postStatement(SessionKey session, Language language, String code);

    /**
     * Describes a statement. This renews the session's heartbeat.
     *
     * @param limit longest time to wait for the answer
     * @throws LivyException.NotFound if the session has no such statement, or there is no such session
     */
    LivyStatement statement(SessionKey session, String statementId, Duration limit);

    /**
     * Asks for a statement's end. It may go on for a while, or in the driver for ever.
     *
     * @param limit longest time to wait for the answer
     */
    void cancelStatement(SessionKey session, String statementId, Duration limit);

    /**
     * Completes code by the session's interpreter.
     *
     * @param cursor position in UTF-16 units
     * @param limit longest time to wait
     * @return candidates; none if the dialect has no completion or the time is over
     */
    List<String> complete(SessionKey session, Language language, String code, int cursor, Duration limit);

    /** Frees the connection. Sessions stay as they are. */
    @Override
    default void close() {}
}
