package dev.sluice.magics.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Splits a magic line into words. White space separates; inside quotes, brackets, backticks and parentheses it does not.
 * The arrow {@code ->} is a word of its own even without white space around it.
 */
public final class WordSplitter {

    private final String line;
    private final List<Word> words = new ArrayList<>();
    private int position;

    private WordSplitter(String line) {
        this.line = line;
    }

    /**
     * Returns the words of a line.
     *
     * @throws UsageException if a quote, bracket or parenthesis is not closed
     */
    public static List<Word> split(String line) {
        return new WordSplitter(line).split();
    }

    private List<Word> split() {
        while (position < line.length()) {
            if (Character.isWhitespace(line.charAt(position))) {
                position++;
            } else if (line.startsWith(Word.ARROW, position)) {
                words.add(new Word(Word.ARROW, position));
                position += Word.ARROW.length();
            } else {
                words.add(word());
            }
        }
        return List.copyOf(words);
    }

    private Word word() {
        int start = position;
        while (position < line.length()
                && !Character.isWhitespace(line.charAt(position))
                && !line.startsWith(Word.ARROW, position)) {
            switch (line.charAt(position)) {
                case '"', '\'', '`' -> skipTo(line.charAt(position));
                case '[' -> skipTo(']');
                case '(' -> skipParentheses();
                default -> position++;
            }
        }
        return new Word(line.substring(start, position), start);
    }

    /** Skips to behind the closing character. A doubled one stands for itself. */
    private void skipTo(char closing) {
        int opening = position;
        for (position++; position < line.length(); position++) {
            if (line.charAt(position) == closing) {
                position++;
                if (position == line.length() || line.charAt(position) != closing) {
                    return;
                }
            }
        }
        throw unclosed(closing, opening);
    }

    /** Skips to behind the parenthesis that closes the one here; it may hold others, as deep as a line is long. */
    private void skipParentheses() {
        Deque<Integer> open = new ArrayDeque<>();
        while (position < line.length()) {
            switch (line.charAt(position)) {
                case '(' -> open.push(position++);
                case ')' -> {
                    open.pop();
                    position++;
                    if (open.isEmpty()) {
                        return;
                    }
                }
                case '"', '\'' -> skipTo(line.charAt(position));
                case '[' -> skipTo(']');
                default -> position++;
            }
        }
        throw unclosed(')', open.element());
    }

    private UsageException unclosed(char closing, int opening) {
        return new UsageException(
                "Cannot read the line '" + line + "': missing closing " + closing + " for position " + opening,
                "Close it, or quote the value, as in --where \"name = 'O''Hara'\".");
    }
}
