package dev.sluice.magics.cell;

/** Takes what a running cell says. */
public interface CellOutput {

    /** Text of the code's own output. */
    void text(Stream stream, String text);

    /** Something to show. */
    void display(MimeBundle content);

    /** How far the cell is: replaces what was shown so before, and is gone when something else is shown. */
    void progress(MimeBundle content);

    /** Takes the progress away. Nothing is left of it. */
    void endProgress();

    /** The streams of a program. */
    enum Stream {
        OUT,
        ERR
    }
}
