package dev.sluice.magics.syntax;

/** Says that a cell is not understood. The message is for the person who typed it: what, and what to do. */
public final class UsageException extends RuntimeException {

    /**
     * Says what is wrong.
     *
     * @param what in one sentence, with the text that is wrong, without a full stop
     * @param fix what to write instead, as a sentence
     */
    public UsageException(String what, String fix) {
        super(what + ". " + fix);
    }
}
