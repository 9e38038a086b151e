package dev.sluice.pool.sql.query.runtime;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The patterns of LIKE and PATINDEX: {@code %}, {@code _}, {@code [a-z]}, {@code [^a]}, without regard to case. */
public final class Patterns {

    private static final int CACHED = 1000;

    /** Longest pattern that is kept: a compiled one takes some hundred times its length. */
    private static final int LONGEST_CACHED = 200;

    private static final ConcurrentMap<String, Pattern> CACHE = new ConcurrentHashMap<>();

    private Patterns() {}

    /**
     * Whether a text is like a pattern.
     *
     * @param escape one character, or empty for none
     */
    public static boolean like(String text, String pattern, String escape) {
        return compiled(pattern, escape).matcher(text).matches();
    }

    /** Returns where a pattern first fits, counted from 1; 0 if it does not. */
    public static int index(String pattern, String text) {
        boolean open = pattern.startsWith("%");
        String rest = open ? pattern.substring(1) : pattern;
        boolean openEnd = rest.endsWith("%");
        String middle = openEnd ? rest.substring(0, rest.length() - 1) : rest;
        if (middle.isEmpty()) {
            return text.isEmpty() && !openEnd && !open ? 0 : 1;
        }
        String regex = (open ? "" : "\\A") + regex(middle, "") + (openEnd ? "" : "\\z");
        Matcher matcher = cached("i:" + regex, regex).matcher(text);
        return matcher.find() ? matcher.start() + 1 : 0;
    }

    /** How many patterns are kept. */
    static int cached() {
        return CACHE.size();
    }

    private static Pattern compiled(String pattern, String escape) {
        if (escape.length() > 1) {
            throw new SqlFailure(
                    506, "The invalid escape character \"" + escape + "\" was specified in a LIKE predicate.");
        }
        return cached("l" + escape + ':' + pattern, regex(pattern, escape));
    }

    private static Pattern cached(String key, String regex) {
        Pattern known = CACHE.get(key);
        if (known != null) {
            return known;
        }
        Pattern made = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        if (key.length() <= LONGEST_CACHED) {
            if (CACHE.size() >= CACHED) {
                CACHE.clear();
            }
            CACHE.put(key, made);
        }
        return made;
    }

    private static String regex(String pattern, String escape) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (!escape.isEmpty() && c == escape.charAt(0) && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else if (c == '[' && pattern.indexOf(']', i + 1) > 0) {
                int end = pattern.indexOf(']', i + 1);
                regex.append(set(pattern.substring(i + 1, end)));
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    private static String set(String content) {
        if (content.isEmpty()) {
            return "(?!)";
        }
        boolean negated = content.startsWith("^");
        StringBuilder set = new StringBuilder(negated ? "[^" : "[");
        for (int i = negated ? 1 : 0; i < content.length(); i++) {
            char c = content.charAt(i);
            boolean range = c == '-' && i > (negated ? 1 : 0) && i + 1 < content.length();
            if (range) {
                set.append('-');
            } else {
                set.append(Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c);
            }
        }
        return set.append(']').toString();
    }

    /** Replaces each place of a text, found without regard to case. */
    public static String replace(String text, String search, String replacement) {
        if (search.isEmpty()) {
            return text;
        }
        return cached("r:" + search, Pattern.quote(search))
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(replacement));
    }

    /** Finds a text without regard to case, from a place counted from 1 on; 0 if it is not there. */
    public static int find(String search, String text, long start) {
        if (search.isEmpty()) {
            return 0;
        }
        int from = (int) Math.min(text.length(), Math.max(0, start - 1));
        return text.toLowerCase(Locale.ROOT).indexOf(search.toLowerCase(Locale.ROOT), from) + 1;
    }
}
