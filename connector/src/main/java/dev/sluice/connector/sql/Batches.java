package dev.sluice.connector.sql;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.TsqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits a script into what is sent to the server one after the other: at lines with GO, and at semicolons. A batch whose
 * statements need each other, by variables or in blocks, stays whole.
 */
public final class Batches {

    /** What a script may drop with IF EXISTS, where the IF begins no block. */
    private static final Set<String> DROPPED = Set.of(
            "TABLE",
            "VIEW",
            "PROCEDURE",
            "PROC",
            "FUNCTION",
            "SCHEMA",
            "INDEX",
            "STATISTICS",
            "COLUMN",
            "CONSTRAINT",
            "USER",
            "ROLE",
            "DATABASE",
            "SOURCE",
            "FORMAT");

    private final String script;
    private final List<TsqlToken> tokens;
    private final List<Unit> units = new ArrayList<>();

    private Batches(String script, List<TsqlToken> tokens) {
        this.script = script;
        this.tokens = tokens;
    }

    /**
     * What is sent at once.
     *
     * @param sql the statement, or the statements
     * @param line line of the script that it begins in, from 1
     * @param whole whether it may be several statements, of which the server does not say which one an answer is of
     * @param transaction what it does to transactions
     */
    public record Unit(String sql, int line, boolean whole, Transaction transaction) {

        /** Returns whether it is one SELECT, whose further rows nobody needs to wait for. */
        public boolean isOneSelect() {
            try {
                SelectStatement.parse(sql);
                return true;
            } catch (TransferFailedException e) {
                return false;
            }
        }

        /** Returns it in one line, cut where it is long. */
        public String inBrief() {
            String line = sql.replaceAll("\\s+", " ");
            return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
        }

        private static final int LONGEST = 80;
    }

    /** What statements leave behind of transactions. */
    public enum Transaction {
        /** They say nothing of transactions. */
        AS_BEFORE,
        /** The last word is BEGIN TRANSACTION. */
        OPEN,
        /** The last word is COMMIT or ROLLBACK. */
        CLOSED
    }

    /** Returns the units of a script, without empty ones and without comments around them. */
    public static List<Unit> of(String script) {
        List<TsqlToken> tokens;
        try {
            tokens = TsqlLexer.tokens(script);
        } catch (TsqlException e) {
            // The server says what is wrong with it.
            return script.isBlank() ? List.of() : List.of(new Unit(script.strip(), 1, true, Transaction.AS_BEFORE));
        }
        return new Batches(script, tokens).split();
    }

    private List<Unit> split() {
        int start = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || (tokens.get(i).is("GO") && isAlone(tokens.get(i)))) {
                batch(start, i);
                start = i + 1;
            }
        }
        return List.copyOf(units);
    }

    private boolean isAlone(TsqlToken word) {
        int end = script.indexOf('\n', word.end());
        return script.substring(word.start() - word.column() + 1, word.start()).isBlank()
                && script.substring(word.end(), end < 0 ? script.length() : end).isBlank();
    }

    private void batch(int from, int to) {
        if (belongsTogether(from, to)) {
            add(from, to, true);
            return;
        }
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || tokens.get(i).is(';')) {
                add(start, i, false);
                start = i + 1;
            }
        }
    }

    private void add(int from, int to, boolean whole) {
        if (from == to) {
            return;
        }
        String sql =
                script.substring(tokens.get(from).start(), tokens.get(to - 1).end());
        Transaction transaction = Transaction.AS_BEFORE;
        for (int i = from; i < to; i++) {
            if (isBeginTransaction(i, to)) {
                transaction = Transaction.OPEN;
            } else if (tokens.get(i).is("COMMIT") || tokens.get(i).is("ROLLBACK")) {
                transaction = Transaction.CLOSED;
            }
        }
        units.add(new Unit(sql, tokens.get(from).line(), whole, transaction));
    }

    private boolean isBeginTransaction(int i, int to) {
        return tokens.get(i).is("BEGIN")
                && i + 1 < to
                && (tokens.get(i + 1).is("TRAN") || tokens.get(i + 1).is("TRANSACTION"));
    }

    private boolean belongsTogether(int from, int to) {
        for (int i = from; i < to; i++) {
            TsqlToken token = tokens.get(i);
            boolean block = token.is("BEGIN") && !isBeginTransaction(i, to);
            boolean test = token.is("IF") && !(i > from && isDropped(tokens.get(i - 1)));
            boolean module = i > from
                    && (token.is("PROCEDURE") || token.is("PROC") || token.is("FUNCTION") || token.is("TRIGGER"))
                    && !tokens.get(i - 1).is("DROP");
            if (block || test || module || token.is("WHILE") || token.is("GOTO") || token.is("DECLARE")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDropped(TsqlToken token) {
        return token.kind() == Kind.WORD && DROPPED.stream().anyMatch(token::is);
    }
}
