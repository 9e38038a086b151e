package dev.sluice.connector.sql;

import dev.sluice.connector.sql.TsqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A T-SQL text of the user as tokens, each with its depth in parentheses. Parentheses balance and never fall below zero, and
 * no word begins a statement that changes something: the words are reserved in Transact-SQL, so that none of them can be a
 * column's name without delimiters.
 */
final class TsqlText {

    /** Reserved words that begin statements, or make one of a SELECT, and have no place in a query. */
    private static final Set<String> STATEMENTS = Set.of(
            "ADD",
            "ALTER",
            "BACKUP",
            "BEGIN",
            "BREAK",
            "CHECKPOINT",
            "CLOSE",
            "COMMIT",
            "CONTINUE",
            "CREATE",
            "DBCC",
            "DEALLOCATE",
            "DECLARE",
            "DELETE",
            "DENY",
            "DROP",
            "DUMP",
            "EXEC",
            "EXECUTE",
            "GOTO",
            "GRANT",
            "IF",
            "INSERT",
            "INTO",
            "KILL",
            "LOAD",
            "OPEN",
            "OPENDATASOURCE",
            "OPENQUERY",
            "PRINT",
            "PROC",
            "PROCEDURE",
            "RAISERROR",
            "READTEXT",
            "RECONFIGURE",
            "RESTORE",
            "RETURN",
            "REVERT",
            "REVOKE",
            "ROLLBACK",
            "SAVE",
            "SET",
            "SETUSER",
            "SHUTDOWN",
            "TRIGGER",
            "TRUNCATE",
            "UPDATE",
            "UPDATETEXT",
            "WAITFOR",
            "WHILE",
            "WRITETEXT");

    private final String text;
    private final List<TsqlToken> tokens;
    private final int[] depths;

    private TsqlText(String text, List<TsqlToken> tokens) {
        this.text = text;
        this.tokens = tokens;
        this.depths = new int[tokens.size()];
    }

    /**
     * Reads a text.
     *
     * @throws TsqlException if it is not part of one query
     */
    static TsqlText of(String text) {
        TsqlText read = new TsqlText(text, TsqlLexer.tokens(text));
        read.balance();
        for (int i = 0; i < read.size(); i++) {
            read.refuseStatement(i);
        }
        return read;
    }

    int size() {
        return tokens.size();
    }

    TsqlToken token(int i) {
        return tokens.get(i);
    }

    /** Returns how many parentheses are open around a token; those of a pair stand outside of it. */
    int depth(int i) {
        return depths[i];
    }

    boolean is(int i, String word) {
        return i >= 0 && i < size() && token(i).is(word);
    }

    boolean is(int i, char sign) {
        return i >= 0 && i < size() && token(i).is(sign);
    }

    /** Returns the place behind the parenthesis that closes the one at a place. */
    int afterGroup(int open) {
        int i = open + 1;
        while (depth(i) > depth(open)) {
            i++;
        }
        return i + 1;
    }

    /** Returns tokens as they are written, without comments: a blank stands for each, and for several blanks. */
    String written(int from, int to) {
        StringBuilder written = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from && token(i - 1).end() < token(i).start()) {
                String between = text.substring(token(i - 1).end(), token(i).start());
                written.append(between.isBlank() ? between : blanked(between));
            }
            written.append(token(i).text());
        }
        return written.toString();
    }

    /** Keeps the lines, so that positions of the server's messages are the user's. */
    private static String blanked(String comments) {
        long lines = comments.chars().filter(unit -> unit == '\n').count();
        return lines == 0 ? " " : "\n".repeat(Math.toIntExact(lines));
    }

    private void balance() {
        int depth = 0;
        for (int i = 0; i < size(); i++) {
            if (token(i).is(')')) {
                depth--;
                if (depth < 0) {
                    throw new TsqlException("The ) at " + token(i).at() + " closes nothing");
                }
            }
            depths[i] = depth;
            if (token(i).is('(')) {
                depth++;
            }
        }
        if (depth > 0) {
            int open = size() - 1;
            while (!(token(open).is('(') && isOpen(open))) {
                open--;
            }
            throw new TsqlException("The ( at " + token(open).at() + " is not closed");
        }
    }

    private boolean isOpen(int open) {
        for (int i = open + 1; i < size(); i++) {
            if (depths[i] <= depths[open]) {
                return false;
            }
        }
        return true;
    }

    private void refuseStatement(int i) {
        TsqlToken token = token(i);
        if (token.kind() != Kind.WORD) {
            return;
        }
        boolean begins = STATEMENTS.contains(token.text().toUpperCase(Locale.ROOT));
        // What is left is reserved or not, and begins a statement or not, by what stands around it.
        begins |= token.is("MERGE") && !is(i + 1, "JOIN") && !is(i + 1, "UNION");
        begins |= token.is("USE") && depth(i) == 0;
        begins |= token.is("FETCH") && !is(i - 1, "ROW") && !is(i - 1, "ROWS");
        begins |= token.is("RENAME") && (is(i + 1, "OBJECT") || is(i + 1, "DATABASE"));
        begins |= token.is("OPENROWSET") && is(i + 1, '(') && !is(i + 2, "BULK");
        if (begins) {
            throw new TsqlException(token.text() + " at " + token.at() + " has no place in a query");
        }
        if (token.is("GO") && isAlone(i)) {
            throw new TsqlException("GO at " + token.at() + " separates batches, and a query is one statement");
        }
    }

    private boolean isAlone(int i) {
        int line = token(i).line();
        return (i == 0 || token(i - 1).line() < line)
                && (i == size() - 1 || token(i + 1).line() > line);
    }
}
