package dev.sluice.pool.sql.query.runtime;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Looking for patterns and texts in texts, without regard to case. The patterns are those of LIKE and PATINDEX: {@code %},
 * {@code _}, {@code [a-z]}, {@code [^a]}.
 */
public final class Patterns {

    private static final int CACHED = 1000;

    /** Longest pattern that is kept: one that was read takes some hundred times its length. */
    private static final int LONGEST_CACHED = 200;

    private static final ConcurrentMap<String, LikePattern> CACHE = new ConcurrentHashMap<>();

    private Patterns() {}

    /**
     * Whether a text is like a pattern.
     *
     * @param escape one character, or empty for none
     */
    public static boolean like(String text, String pattern, String escape, Work work) {
        if (escape.length() > 1) {
            throw new SqlFailure(
                    506, "The invalid escape character \"" + escape + "\" was specified in a LIKE predicate.");
        }
        return read(pattern, escape).matches(text, work);
    }

    /** Returns where a pattern first fits, counted from 1; 0 if it does not. */
    public static int index(String pattern, String text, Work work) {
        return pattern.isEmpty() ? 0 : read(pattern, "").start(text, work) + 1;
    }

    /** How many patterns are kept. */
    static int cached() {
        return CACHE.size();
    }

    private static LikePattern read(String pattern, String escape) {
        // Without the length, the sign and the first of a pattern without one would be the same.
        String key = escape.length() + escape + pattern;
        LikePattern known = CACHE.get(key);
        if (known != null) {
            return known;
        }
        LikePattern made = LikePattern.of(pattern, escape);
        if (key.length() <= LONGEST_CACHED) {
            if (CACHE.size() >= CACHED) {
                CACHE.clear();
            }
            CACHE.put(key, made);
        }
        return made;
    }

    /** Replaces each place of a text. */
    public static String replace(String text, String search, String replacement, Work work) {
        if (search.isEmpty()) {
            return text;
        }
        Run run = Run.of(search);
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        for (int at = run.find(text, 0, text.length(), work); at >= 0; at = run.find(text, from, text.length(), work)) {
            replaced.append(text, from, at).append(replacement);
            Texts.requireRoom(replaced.length());
            from = at + run.length();
        }
        return replaced.append(text, from, text.length()).toString();
    }

    /** Finds a text, from a place counted from 1 on; 0 if it is not there. */
    public static int find(String search, String text, long start, Work work) {
        if (search.isEmpty()) {
            return 0;
        }
        int from = (int) Math.min(text.length(), Math.max(0, start - 1));
        return Run.of(search).find(text, from, text.length(), work) + 1;
    }
}
