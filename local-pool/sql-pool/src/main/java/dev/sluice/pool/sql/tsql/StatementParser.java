package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import java.util.ArrayList;
import java.util.List;

/** Reads the statements of a batch: tells by the first words which parser reads each. */
final class StatementParser {

    private final Grammar grammar;
    private final Tokens tokens;

    StatementParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Reads all statements. */
    List<Statement> batch() throws SqlError {
        List<Statement> statements = new ArrayList<>();
        skipSemicolons();
        if (tokens.peek().kind() == Token.Kind.WORD && procedureFirst()) {
            statements.add(grammar.controls.procedureCall(tokens.at()));
            skipSemicolons();
        }
        while (!tokens.atEnd()) {
            statements.add(statement());
            skipSemicolons();
        }
        return statements;
    }

    /** The first statement of a batch may be the call of a procedure without EXEC. */
    private boolean procedureFirst() {
        String word = tokens.peek().upper();
        return word.startsWith("SP_") || word.startsWith("XP_");
    }

    /** Reads statements up to {@code END}, which it takes. */
    List<Statement> untilEnd() throws SqlError {
        List<Statement> statements = new ArrayList<>();
        tokens.enter();
        skipSemicolons();
        while (!tokens.accept("end")) {
            if (tokens.atEnd()) {
                throw tokens.unexpected();
            }
            statements.add(statement());
            skipSemicolons();
        }
        tokens.leave();
        return statements;
    }

    void skipSemicolons() {
        while (tokens.acceptSymbol(";")) {
            // An empty statement does nothing.
        }
    }

    /** Reads one statement. */
    Statement statement() throws SqlError {
        Token first = tokens.peek();
        if (first.symbol("(")) {
            return new Statement.Select(grammar.queries.query(), first.at());
        }
        if (first.kind() != Token.Kind.WORD) {
            throw tokens.unexpected();
        }
        return switch (first.upper()) {
            case "SELECT" -> new Statement.Select(grammar.queries.query(), first.at());
            case "WITH" -> with(first.at());
            case "INSERT", "UPDATE", "DELETE", "MERGE" -> changeOrStatistics(first);
            case "COPY" -> grammar.copies.copy();
            case "CREATE", "ALTER", "DROP", "TRUNCATE", "RENAME" -> grammar.definitions.definition();
            case "GRANT", "DENY", "REVOKE" -> grammar.securities.permission();
            case "DBCC",
                    "KILL",
                    "BACKUP",
                    "RESTORE",
                    "SAVE",
                    "WAITFOR",
                    "GOTO",
                    "OPEN",
                    "FETCH",
                    "CLOSE",
                    "DEALLOCATE",
                    "BULK",
                    "CHECKPOINT",
                    "EXPLAIN",
                    "RECONFIGURE",
                    "SHUTDOWN",
                    "REVERT" -> throw Syntax.unsupported(first.upper(), first.at());
            default -> grammar.controls.control();
        };
    }

    private Statement with(Position at) throws SqlError {
        List<Query.CommonTable> tables = grammar.queries.with();
        Token first = tokens.peek();
        return switch (first.upper()) {
            case "INSERT", "UPDATE", "DELETE", "MERGE" -> grammar.changes.change(tables);
            default -> new Statement.Select(grammar.queries.query(tables), at);
        };
    }

    private Statement changeOrStatistics(Token first) throws SqlError {
        if (first.word("update") && tokens.peek(1).word("statistics")) {
            return grammar.definitions.updateStatistics();
        }
        return grammar.changes.change(List.of());
    }
}
