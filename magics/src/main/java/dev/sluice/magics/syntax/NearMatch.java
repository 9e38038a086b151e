package dev.sluice.magics.syntax;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone may have meant. */
public final class NearMatch {

    /** More than twice as long as any word of a magic is. What somebody has pasted is compared with none of them. */
    private static final int LONGEST = 100;

    private NearMatch() {}

    /**
     * Returns the known word that is nearest to a mistyped one: within one change for every three letters, or one that it
     * begins.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String typed = word.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Math.max(1, typed.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(typed, candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        if (best != null) {
            return Optional.of(best);
        }
        return known.stream()
                .filter(candidate ->
                        typed.length() > 2 && candidate.toLowerCase(Locale.ROOT).startsWith(typed))
                .findFirst();
    }

    /** Returns the sentence that offers a near match, with a space after it; empty if there is none. */
    public static String question(String word, Collection<String> known) {
        return of(word, known).map(near -> "Did you mean " + near + "? ").orElse("");
    }

    /** Counts inserted, deleted, replaced and swapped letters (optimal string alignment). */
    static int distance(String left, String right) {
        int[][] costs = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                costs[i][j] = i == 0 || j == 0 ? i + j : cheapest(costs, left, right, i, j);
            }
        }
        return costs[left.length()][right.length()];
    }

    private static int cheapest(int[][] costs, String left, String right, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int cost = Math.min(costs[i - 1][j - 1] + (same ? 0 : 1), Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
    }
}
