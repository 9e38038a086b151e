package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the secrets out of a batch that is to be kept as text.
 *
 * <p>It does so by tokens and not by the tree, since a batch that has no tree may hold a secret as well. It rather takes out
 * too much: where a batch speaks of a password or a secret anywhere, all its literals of text and bytes go, and its
 * comments.
 */
public final class Redaction {

    private static final Pattern SPOKEN_OF = Pattern.compile("PASSWORD|SECRET", Pattern.CASE_INSENSITIVE);
    private static final String HIDDEN = "'***'";

    private Redaction() {}

    /** Returns the batch, without secrets. */
    public static String of(String batch) {
        if (!SPOKEN_OF.matcher(batch).find()) {
            return batch;
        }
        List<Token> tokens;
        try {
            tokens = Lexer.tokens(batch);
        } catch (SqlError e) {
            // Where its literals begin and end is not known.
            return HIDDEN;
        }
        StringBuilder kept = new StringBuilder();
        int end = 0;
        for (int i = 0; i < tokens.size() - 1; i++) {
            Token token = tokens.get(i);
            String gap = batch.substring(end, token.start());
            kept.append(gap.isBlank() ? gap : " ");
            kept.append(mayBeSecret(tokens, i) ? HIDDEN : batch.substring(token.start(), token.end()));
            end = token.end();
        }
        return kept.toString();
    }

    private static boolean mayBeSecret(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        if (token.string() || token.kind() == Token.Kind.BINARY) {
            return true;
        }
        return index >= 2
                && tokens.get(index - 1).symbol("=")
                && SPOKEN_OF.matcher(tokens.get(index - 2).text()).find();
    }
}
