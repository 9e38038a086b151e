package dev.sluice.magics.cell;

/** Takes what a running cell says. */
public interface CellOutput {

    /** Text of the code's own output. */
    void text(Stream stream, String text);

    /** Something to show. */
    void display(MimeBundle content);

    /**
     * Something to show that replaces what was shown under the same id, as progress does.
     *
     * @param id unique in the notebook
     */
    void display(String id, MimeBundle content);

    /** The streams of a program. */
    enum Stream {
        OUT,
        ERR
    }
}
