package dev.sluice.livy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session, as the server describes it.
 *
 * @param id number or text, by dialect
 * @param name unique among the server's sessions, if it was given one
 * @param kind default language, or {@code shared}
 * @param applicationId id that the cluster gave to the Spark application, once there is one
 * @param sparkUi address of the application's Spark UI, if the server tells
 * @param log the last lines of the log, as far as the server sends them along
 */
public record LivySession(
        String id,
        @Nullable String name,
        @Nullable String kind,
        SessionState state,
        @Nullable String applicationId,
        @Nullable String sparkUi,
        List<String> log) {
    public LivySession {
        log = List.copyOf(log);
    }

    /** Returns the same session with the name it was made with. */
    public LivySession named(String given) {
        return new LivySession(id, given, kind, state, applicationId, sparkUi, log);
    }

    /** Returns what the session is known by. */
    public SessionKey key() {
        return new SessionKey(id, name, applicationId);
    }
}
