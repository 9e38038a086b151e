package dev.sluice.pool.sql.query.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of LIKE and PATINDEX: runs of places with anything between them.
 *
 * <p>Each run is looked for behind the one before and taken where it fits first, which leaves the most for those after it.
 * So no place is gone back to, and a text takes no more steps than its length times that of the pattern; a regular
 * expression of {@code .*} takes a power of the length for {@code %a%a%a%b}.
 */
final class LikePattern {

    private final boolean openStart;
    private final boolean openEnd;

    /** None of them is empty. */
    private final List<Run> runs;

    private LikePattern(boolean openStart, boolean openEnd, List<Run> runs) {
        this.openStart = openStart;
        this.openEnd = openEnd;
        this.runs = List.copyOf(runs);
    }

    /**
     * Reads a pattern. An escape sign is one before it is a wildcard.
     *
     * @param escape one character, or empty for none
     */
    static LikePattern of(String pattern, String escape) {
        List<Run> runs = new ArrayList<>();
        StringBuilder letters = new StringBuilder();
        List<Run.@Nullable Place> places = new ArrayList<>();
        boolean openStart = false;
        boolean openEnd = false;
        int lastBracket = pattern.lastIndexOf(']');
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            openEnd = false;
            Run.Place place = null;
            if (!escape.isEmpty() && c == escape.charAt(0)) {
                i++;
                if (i < pattern.length()) {
                    c = pattern.charAt(i);
                } else {
                    // A pattern that ends with its escape sign is none, and no text is like it.
                    place = none -> false;
                }
            } else if (c == '%') {
                openStart |= i == 0;
                openEnd = true;
                end(letters, places, runs);
                continue;
            } else if (c == '_') {
                place = any -> true;
            } else if (c == '[' && i < lastBracket) {
                int end = pattern.indexOf(']', i + 1);
                place = set(pattern.substring(i + 1, end));
                i = end;
            }
            letters.append(Run.folded(c));
            places.add(place);
        }
        end(letters, places, runs);
        return new LikePattern(openStart, openEnd, runs);
    }

    private static void end(StringBuilder letters, List<Run.@Nullable Place> places, List<Run> runs) {
        if (!places.isEmpty()) {
            runs.add(new Run(letters.toString(), places.toArray(new Run.Place[0])));
            letters.setLength(0);
            places.clear();
        }
    }

    /** Reads what stands between brackets: characters, ranges, and {@code ^} before them for all others. */
    private static Run.Place set(String content) {
        boolean negated = content.startsWith("^");
        StringBuilder single = new StringBuilder();
        StringBuilder ranges = new StringBuilder();
        for (int i = negated ? 1 : 0; i < content.length(); i++) {
            boolean range = i + 2 < content.length() && content.charAt(i + 1) == '-';
            if (range) {
                ranges.append(content.charAt(i)).append(content.charAt(i + 2));
                i += 2;
            } else {
                single.append(Run.folded(content.charAt(i)));
            }
        }
        String letters = single.toString();
        String bounds = ranges.toString();
        return c -> contains(letters, bounds, c) != negated;
    }

    private static boolean contains(String letters, String bounds, char c) {
        if (letters.indexOf(Run.folded(c)) >= 0) {
            return true;
        }
        char upper = Character.toUpperCase(c);
        char lower = Run.folded(c);
        for (int i = 0; i < bounds.length(); i += 2) {
            char first = bounds.charAt(i);
            char last = bounds.charAt(i + 1);
            if ((lower >= first && lower <= last) || (upper >= first && upper <= last)) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of a text is like this. */
    boolean matches(String text, Work work) {
        return start(text, work) >= 0;
    }

    /**
     * Returns where the first run of this lies in a text that is like this, 0 if there is no run; -1 if the text is not like
     * this.
     */
    int start(String text, Work work) {
        if (runs.isEmpty()) {
            return openStart || text.isEmpty() ? 0 : -1;
        }
        int end = text.length();
        Run last = runs.get(runs.size() - 1);
        if (runs.size() == 1 && !openEnd) {
            int at = end - last.length();
            return at >= 0 && (openStart || at == 0) && last.fits(text, at, work) ? at : -1;
        }
        int inner = runs.size();
        if (!openEnd) {
            inner--;
            end -= last.length();
            if (end < 0 || !last.fits(text, end, work)) {
                return -1;
            }
        }
        return firstOf(text, end, inner, work);
    }

    /** Looks for the runs but those after {@code count}, one behind the other, in a text up to its {@code end}. */
    private int firstOf(String text, int end, int count, Work work) {
        int start = 0;
        int from = 0;
        for (int i = 0; i < count; i++) {
            Run run = runs.get(i);
            boolean anchored = i == 0 && !openStart;
            int at = run.find(text, from, anchored ? Math.min(end, run.length()) : end, work);
            if (at < 0) {
                return -1;
            }
            start = i == 0 ? at : start;
            from = at + run.length();
        }
        return start;
    }
}
