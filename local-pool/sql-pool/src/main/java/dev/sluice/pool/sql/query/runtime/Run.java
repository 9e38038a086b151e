package dev.sluice.pool.sql.query.runtime;

import org.jspecify.annotations.Nullable;

/** A part of a pattern between two {@code %}: as many places as it has, one UTF-16 unit fits each. */
final class Run {

    /** What stands for itself, whatever its case; folded. Meaningless where there is a place of the other sort. */
    private final String letters;

    /** Places that more than one character fits; null where a letter stands for itself. */
    private final @Nullable Place[] places;

    Run(String letters, @Nullable Place[] places) {
        this.letters = letters;
        this.places = places;
    }

    /** What fits one place. */
    @FunctionalInterface
    interface Place {
        boolean takes(char c);
    }

    /** A text that stands for itself. */
    static Run of(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            letters.append(folded(text.charAt(i)));
        }
        return new Run(letters.toString(), new Place[0]);
    }

    /** By way of the upper case, as {@link String#equalsIgnoreCase}: some letters have one there and two below it. */
    static char folded(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    int length() {
        return letters.length();
    }

    /** Whether it fits at a place of a text, which has room for it there. */
    boolean fits(String text, int at, Work work) {
        int i = 0;
        while (i < letters.length() && takes(i, text.charAt(at + i))) {
            i++;
        }
        work.steps(i + 1L);
        return i == letters.length();
    }

    private boolean takes(int place, char c) {
        Place other = place < places.length ? places[place] : null;
        return other == null ? letters.charAt(place) == folded(c) : other.takes(c);
    }

    /** Returns the first place between two of a text where it fits and ends before the second; -1 if there is none. */
    int find(String text, int from, int to, Work work) {
        for (int at = from; at + length() <= to; at++) {
            if (fits(text, at, work)) {
                return at;
            }
        }
        return -1;
    }
}
