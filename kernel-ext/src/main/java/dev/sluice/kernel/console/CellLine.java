package dev.sluice.kernel.console;

import dev.sluice.magics.cell.Completion;
import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * A cell while it is typed. It has one word, the one that completion replaces; there is nothing to quote in it.
 *
 * @param line all of the cell's text
 * @param completion candidates for the word before the cursor
 */
record CellLine(String line, int cursor, Completion completion) implements CompletingParsedLine {

    /** A cell whose words nobody asks for. */
    static CellLine whole(String line, int cursor) {
        return new CellLine(line, cursor, new Completion(List.of(), cursor, cursor));
    }

    @Override
    public String word() {
        return line.substring(completion.start(), completion.end());
    }

    @Override
    public int wordCursor() {
        return cursor - completion.start();
    }

    @Override
    public int wordIndex() {
        return 0;
    }

    @Override
    public List<String> words() {
        return List.of(word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    @Override
    public int rawWordCursor() {
        return wordCursor();
    }

    @Override
    public int rawWordLength() {
        return word().length();
    }
}
