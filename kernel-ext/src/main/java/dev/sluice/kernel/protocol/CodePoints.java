package dev.sluice.kernel.protocol;

/**
 * Positions in code. Since protocol 5.2 they count Unicode characters, while Java and {@link dev.sluice.magics.cell.Cells}
 * count UTF-16 units, of which an emoji has two.
 */
final class CodePoints {

    private CodePoints() {}

    /** Returns the UTF-16 position; what lies outside the code becomes its nearest end. */
    static int toUnits(String code, int characters) {
        int length = code.codePointCount(0, code.length());
        return code.offsetByCodePoints(0, Math.max(0, Math.min(characters, length)));
    }

    /** Returns the position in characters. */
    static int fromUnits(String code, int units) {
        return code.codePointCount(0, Math.max(0, Math.min(units, code.length())));
    }
}
