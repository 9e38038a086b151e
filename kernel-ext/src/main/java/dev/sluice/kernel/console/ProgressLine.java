package dev.sluice.kernel.console;

import java.io.PrintStream;

/** One line of a terminal that shows how far a cell is, and goes away. */
public interface ProgressLine {

    /** Shows a text in place of what it showed. Of several lines the last one is shown, cut to the terminal's width. */
    void show(String text);

    /** Removes what it shows. */
    void clear();

    /** Returns a line that shows nothing, for output that is no terminal. */
    static ProgressLine none() {
        return new ProgressLine() {
            @Override
            public void show(String text) {}

            @Override
            public void clear() {}
        };
    }

    /**
     * Returns a line of a terminal that understands ANSI control sequences.
     *
     * @param width columns of the terminal
     */
    static ProgressLine of(PrintStream terminal, int width) {
        return new AnsiProgressLine(terminal, width);
    }
}
