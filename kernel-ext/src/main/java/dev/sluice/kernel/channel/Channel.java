package dev.sluice.kernel.channel;

/** Where a message came in, so that its reply goes out the same way. */
public enum Channel {
    /** Code to run, and questions about code. */
    SHELL,
    /** What must be answered while code runs: interrupt, shutdown. */
    CONTROL,
    /** Answers of the user to questions of the code. */
    STDIN
}
