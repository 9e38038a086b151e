package dev.sluice.livy;

import org.jspecify.annotations.Nullable;

/**
 * A statement, as the server describes it.
 *
 * @param id number or text; it counts within one session
 * @param code what was posted; null if the dialect does not tell
 * @param progress share of the Spark tasks that are done, 0 to 1; 0 if the dialect does not tell
 * @param output null until the statement is over, and for a cancelled one
 */
public record LivyStatement(
        String id,
        @Nullable String code,
        StatementState state,
        double progress,
        @Nullable StatementOutput output) {}
