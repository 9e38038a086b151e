package dev.sluice.kernel.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;

/** Prints each line and text in red on another stream. */
final class RedStream extends PrintStream {

    private static final String RED = "\u001b[31m";
    private static final String NORMAL = "\u001b[0m";

    RedStream(PrintStream target) {
        super(target, true, UTF_8);
    }

    @Override
    public void print(String text) {
        super.print(RED + text + NORMAL);
    }

    @Override
    public void println(String text) {
        super.print(RED + text + NORMAL + System.lineSeparator());
    }
}
