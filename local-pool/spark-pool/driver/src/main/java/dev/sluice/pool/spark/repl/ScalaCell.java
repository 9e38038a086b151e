package dev.sluice.pool.spark.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A cell of Scala code, cut into the pieces that are given to the compiler one after the other.
 *
 * <p>Livy cuts at every line end and joins lines again while the compiler calls a piece incomplete; a method chain whose
 * dots lead the lines therefore fails there. Here a line that cannot begin a statement is kept with the line before it:
 * one that begins with a dot, or with {@code else}, {@code catch} or {@code finally}.
 */
final class ScalaCell {

    private static final Pattern CONTINUATION =
            Pattern.compile("^\\s*(?:\\.\\s*[\\p{L}_$`]|(?:else|catch|finally)\\b).*", Pattern.DOTALL);

    private static final Pattern BLANK_OR_COMMENT = Pattern.compile("^\\s*(?://.*)?$");

    private ScalaCell() {}

    /** Returns the pieces, in their order; a piece may span several lines. */
    static List<String> pieces(String code) {
        List<String> pieces = new ArrayList<>();
        // Blank lines and comments stay apart until it is known whether the chain goes on behind them.
        List<String> between = new ArrayList<>();
        for (String line : code.strip().lines().toList()) {
            if (BLANK_OR_COMMENT.matcher(line).matches()) {
                between.add(line);
            } else if (!pieces.isEmpty() && CONTINUATION.matcher(line).matches()) {
                int last = pieces.size() - 1;
                List<String> joined = new ArrayList<>();
                joined.add(pieces.get(last));
                joined.addAll(between);
                joined.add(line);
                between.clear();
                pieces.set(last, String.join("\n", joined));
            } else {
                pieces.addAll(between);
                between.clear();
                pieces.add(line);
            }
        }
        pieces.addAll(between);
        return List.copyOf(pieces);
    }
}
