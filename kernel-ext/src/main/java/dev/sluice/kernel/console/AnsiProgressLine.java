package dev.sluice.kernel.console;

import java.io.PrintStream;

/** A line that is overwritten by returning to its begin and erasing it. */
final class AnsiProgressLine implements ProgressLine {

    private static final String ERASE = "\r\u001b[2K";

    private final PrintStream terminal;
    private final int width;
    private boolean shown;

    AnsiProgressLine(PrintStream terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    @Override
    public synchronized void show(String text) {
        String line = TerminalText.of(text).strip();
        line = line.substring(line.lastIndexOf('\n') + 1);
        // A line of full width would wrap, and erasing would leave its first part.
        terminal.print(ERASE + line.substring(0, Math.min(line.length(), width - 1)));
        terminal.flush();
        shown = true;
    }

    @Override
    public synchronized void clear() {
        if (shown) {
            terminal.print(ERASE);
            terminal.flush();
            shown = false;
        }
    }
}
