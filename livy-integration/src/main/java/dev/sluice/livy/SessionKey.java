package dev.sluice.livy;

import org.jspecify.annotations.Nullable;

/**
 * A session as who made it knows it. The number alone is no identity: a server that restarts without recovery counts from 0
 * again, and the number then belongs to someone else's session.
 *
 * @param id number or text that the server gave
 * @param name the name it was made with, which nobody else gives; null only for sessions that others made
 * @param applicationId id that the cluster gave to the Spark application; null while there is none
 */
public record SessionKey(
        String id, @Nullable String name, @Nullable String applicationId) {

    /** Returns whether a session that the server describes is this one. What one side does not tell is no difference. */
    public boolean isOf(LivySession described) {
        return id.equals(described.id())
                && agree(name, described.name())
                && agree(applicationId, described.applicationId());
    }

    private static boolean agree(@Nullable String known, @Nullable String described) {
        return known == null || described == null || known.equals(described);
    }
}
