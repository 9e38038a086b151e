package dev.sluice.livy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sessions and statements of one Livy server. Calls block, may come from several threads, and fail with a {@link
 * LivyException} whose message says what to do.
 */
public interface LivyClient extends AutoCloseable {

    /** Returns the server's address, for messages. */
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
    LivySession session(String id);

    /** Finds a session by its name. */
    default Optional<LivySession> sessionNamed(String name) {
        return sessions().stream()
                .filter(session -> name.equals(session.name()))
                .findFirst();
    }

    /** Ends a session. Does nothing if it has ended. */
    void deleteSession(String id);

    /** Asks for a session's end within a moment, whatever comes of it: for programs that are about to end. */
    void releaseSession(String id);

    /**
     * Returns the last lines of a session's log, oldest first; none if the dialect shows no log.
     *
     * @param lines at most so many
     */
    List<String> log(String sessionId, int lines);

    /** Queues code. The session must be ready. */
    LivyStatement postStatement(String sessionId, Language language, String code);

    /** Describes a statement. This renews the session's heartbeat. */
    LivyStatement statement(String sessionId, String statementId);

    /** Asks for a statement's end. It may go on for a while, or in the driver for ever. */
    void cancelStatement(String sessionId, String statementId);

    /**
     * Completes code by the session's interpreter.
     *
     * @param cursor position in UTF-16 units
     * @param limit longest time to wait
     * @return candidates; none if the dialect has no completion or the time is over
     */
    List<String> complete(String sessionId, Language language, String code, int cursor, Duration limit);

    /** Frees the connection. Sessions stay as they are. */
    @Override
    default void close() {}
}
