package dev.sluice.magics.syntax;

/** Part of a cell that runs by itself. */
public sealed interface CellPart {

    /**
     * A line {@code %name arguments}.
     *
     * @param arguments the rest of the line, stripped
     */
    record LineMagic(String name, String arguments) implements CellPart {}

    /**
     * A line {@code %%name arguments} and everything below it.
     *
     * @param arguments the rest of the line, stripped; a backslash at the end has joined the next line to it
     * @param body the lines below, as they stand
     */
    record CellMagic(String name, String arguments, String body) implements CellPart {}

    /** Code in the notebook's default language. */
    record Code(String text) implements CellPart {}
}
