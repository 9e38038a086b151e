package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.TableSource.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads FROM clauses. */
final class SourceParser {

    private static final Set<String> HINTS = Set.of(
            "NOLOCK",
            "READUNCOMMITTED",
            "READCOMMITTED",
            "READCOMMITTEDLOCK",
            "REPEATABLEREAD",
            "SERIALIZABLE",
            "HOLDLOCK",
            "READPAST",
            "ROWLOCK",
            "PAGLOCK",
            "TABLOCK",
            "TABLOCKX",
            "UPDLOCK",
            "XLOCK",
            "NOWAIT");

    /** Words that follow a source or an item and are no alias though they are no reserved words either. */
    private static final Set<String> FOLLOWERS =
            Set.of("OFFSET", "APPLY", "COPY", "RENAME", "THROW", "LABEL", "USING", "GO", "EXPLAIN");

    private final Grammar grammar;
    private final Tokens tokens;

    SourceParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Whether the next token is an alias without AS. */
    boolean aheadAlias() {
        return tokens.aheadName()
                && !(tokens.peek().kind() == Token.Kind.WORD
                        && FOLLOWERS.contains(tokens.peek().upper()));
    }

    /** Reads {@code a JOIN b ON ..., c}. */
    List<TableSource> sources() throws SqlError {
        List<TableSource> sources = new ArrayList<>();
        do {
            sources.add(source());
        } while (tokens.acceptSymbol(","));
        return sources;
    }

    /** Reads one source with its joins. */
    TableSource source() throws SqlError {
        int around = tokens.beginChain();
        TableSource source = source(primary());
        tokens.endChain(around);
        return source;
    }

    private TableSource source(TableSource first) throws SqlError {
        TableSource left = first;
        while (true) {
            Position at = tokens.at();
            JoinKind kind = joinKind();
            if (kind == null) {
                return left;
            }
            tokens.link();
            if (kind == JoinKind.CROSS || kind == JoinKind.CROSS_APPLY || kind == JoinKind.OUTER_APPLY) {
                left = new TableSource.Join(kind, left, primary(), null, at);
            } else {
                tokens.enter();
                // A JOIN b JOIN c ON .. ON ..: the right side takes joins of its own until its ON.
                TableSource right = rightSide();
                tokens.expect("on");
                left = new TableSource.Join(kind, left, right, grammar.expressions.condition(), at);
                tokens.leave();
            }
        }
    }

    private TableSource rightSide() throws SqlError {
        tokens.enter();
        TableSource right = primary();
        while (!tokens.ahead("on")) {
            Position at = tokens.at();
            JoinKind kind = joinKind();
            if (kind == null) {
                throw tokens.unexpected();
            }
            TableSource inner = rightSide();
            tokens.expect("on");
            tokens.link();
            right = new TableSource.Join(kind, right, inner, grammar.expressions.condition(), at);
        }
        tokens.leave();
        return right;
    }

    private @Nullable JoinKind joinKind() throws SqlError {
        if (tokens.accept("cross", "join")) {
            return JoinKind.CROSS;
        }
        if (tokens.accept("cross", "apply")) {
            return JoinKind.CROSS_APPLY;
        }
        if (tokens.accept("outer", "apply")) {
            return JoinKind.OUTER_APPLY;
        }
        JoinKind kind = JoinKind.INNER;
        boolean named = true;
        if (tokens.accept("left")) {
            kind = JoinKind.LEFT;
            tokens.accept("outer");
        } else if (tokens.accept("right")) {
            kind = JoinKind.RIGHT;
            tokens.accept("outer");
        } else if (tokens.accept("full")) {
            kind = JoinKind.FULL;
            tokens.accept("outer");
        } else {
            named = tokens.accept("inner");
        }
        if (named) {
            if (!tokens.accept("hash") && !tokens.accept("loop")) {
                tokens.accept("merge");
            }
            tokens.expect("join");
            return kind;
        }
        return tokens.accept("join") ? kind : null;
    }

    private TableSource primary() throws SqlError {
        if (!tokens.aheadSymbol("(")) {
            return named();
        }
        Position at = tokens.at();
        if (tokens.peek(1).word("values")) {
            return values(at);
        }
        if (grammar.queries.aheadInParentheses()) {
            Query query = grammar.queries.parenthesised();
            tokens.accept("as");
            String alias = tokens.name();
            return new TableSource.Derived(query, alias, columns(), at);
        }
        tokens.take();
        tokens.enter();
        TableSource source = source();
        tokens.leave();
        tokens.expectSymbol(")");
        return source;
    }

    private TableSource values(Position at) throws SqlError {
        tokens.expectSymbol("(");
        tokens.expect("values");
        List<List<Expression>> rows = new ArrayList<>();
        do {
            tokens.expectSymbol("(");
            rows.add(grammar.expressions.expressions());
            tokens.expectSymbol(")");
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        tokens.accept("as");
        String alias = tokens.name();
        return new TableSource.Values(rows, alias, columns(), at);
    }

    private List<String> columns() throws SqlError {
        return tokens.aheadSymbol("(") ? tokens.names() : List.of();
    }

    private TableSource named() throws SqlError {
        Position at = tokens.at();
        ObjectName name = tokens.objectName();
        if (tokens.aheadSymbol("(") && !HINTS.contains(tokens.peek(1).upper())) {
            tokens.take();
            List<Expression> arguments = tokens.aheadSymbol(")") ? List.of() : grammar.expressions.expressions();
            tokens.expectSymbol(")");
            return new TableSource.Function(name, arguments, alias(), at);
        }
        String alias = alias();
        hints();
        if (tokens.ahead("pivot") || tokens.ahead("unpivot") || tokens.ahead("tablesample")) {
            throw tokens.unexpected();
        }
        return new TableSource.Named(name, alias, at);
    }

    /** Reads {@code AS alias}, or an alias alone, if there is one. */
    @Nullable String alias() throws SqlError {
        if (tokens.accept("as")) {
            return tokens.name();
        }
        return aheadAlias() ? tokens.name() : null;
    }

    /** Reads {@code WITH (NOLOCK)} or {@code (NOLOCK)} if there. */
    void hints() throws SqlError {
        if (tokens.ahead("with") && tokens.peek(1).symbol("(")) {
            tokens.take();
        } else if (!(tokens.aheadSymbol("(") && HINTS.contains(tokens.peek(1).upper()))) {
            return;
        }
        tokens.expectSymbol("(");
        do {
            if (!HINTS.contains(tokens.peek().upper())) {
                throw tokens.unexpected();
            }
            tokens.take();
        } while (tokens.acceptSymbol(",") || !tokens.aheadSymbol(")"));
        tokens.expectSymbol(")");
    }
}
