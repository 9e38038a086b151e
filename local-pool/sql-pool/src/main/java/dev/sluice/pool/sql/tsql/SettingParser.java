package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression.BinaryOperator;
import java.util.Set;

/** Reads SET: of a variable, of an option of the session, of the isolation level. */
final class SettingParser {

    private static final Set<String> SWITCHES = Set.of(
            "ANSI_DEFAULTS",
            "ANSI_NULLS",
            "ANSI_NULL_DFLT_OFF",
            "ANSI_NULL_DFLT_ON",
            "ANSI_PADDING",
            "ANSI_WARNINGS",
            "ARITHABORT",
            "ARITHIGNORE",
            "CONCAT_NULL_YIELDS_NULL",
            "CURSOR_CLOSE_ON_COMMIT",
            "FMTONLY",
            "FORCEPLAN",
            "IMPLICIT_TRANSACTIONS",
            "NOCOUNT",
            "NOEXEC",
            "NUMERIC_ROUNDABORT",
            "PARSEONLY",
            "QUOTED_IDENTIFIER",
            "RESULT_SET_CACHING",
            "XACT_ABORT");
    private static final Set<String> VALUES =
            Set.of("DATEFIRST", "DATEFORMAT", "DEADLOCK_PRIORITY", "LANGUAGE", "LOCK_TIMEOUT", "ROWCOUNT", "TEXTSIZE");

    private final Grammar grammar;
    private final Tokens tokens;

    SettingParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Reads the statement. */
    Statement set() throws SqlError {
        Position at = tokens.take().at();
        if (tokens.peek().kind() == Token.Kind.VARIABLE) {
            return variable(at);
        }
        if (tokens.accept("transaction", "isolation", "level")) {
            return new Control.SetOption("TRANSACTION ISOLATION LEVEL", level(), at);
        }
        if (tokens.accept("identity_insert")) {
            ObjectName table = tokens.objectName();
            return new Control.SetOption("IDENTITY_INSERT " + table.text(), onOrOff(), at);
        }
        if (tokens.accept("statistics")) {
            String option = "STATISTICS " + tokens.take().upper();
            return new Control.SetOption(option, onOrOff(), at);
        }
        return option(at);
    }

    private Statement option(Position at) throws SqlError {
        if (VALUES.contains(tokens.peek().upper())) {
            String option = tokens.take().upper();
            String sign = tokens.acceptSymbol("-") ? "-" : "";
            Token value = tokens.take();
            if (value.kind() == Token.Kind.END || value.kind() == Token.Kind.SYMBOL) {
                throw Syntax.near(value.text(), value.at());
            }
            return new Control.SetOption(option, sign + value.upper(), at);
        }
        StringBuilder options = new StringBuilder();
        do {
            if (!SWITCHES.contains(tokens.peek().upper())) {
                throw Syntax.error(195, "'" + tokens.peek().text() + "' is not a recognized SET option.", tokens.at());
            }
            options.append(options.isEmpty() ? "" : ",").append(tokens.take().upper());
        } while (tokens.acceptSymbol(","));
        return new Control.SetOption(options.toString(), onOrOff(), at);
    }

    private String onOrOff() throws SqlError {
        if (!tokens.ahead("on") && !tokens.ahead("off")) {
            throw tokens.unexpected();
        }
        return tokens.take().upper();
    }

    private String level() throws SqlError {
        if (tokens.accept("read", "uncommitted")) {
            return "READ UNCOMMITTED";
        }
        if (tokens.accept("read", "committed")) {
            return "READ COMMITTED";
        }
        if (tokens.accept("repeatable", "read")) {
            return "REPEATABLE READ";
        }
        if (tokens.accept("snapshot")) {
            return "SNAPSHOT";
        }
        tokens.expect("serializable");
        return "SERIALIZABLE";
    }

    private Statement variable(Position at) throws SqlError {
        Token variable = tokens.take();
        if (variable.text().startsWith("@@")) {
            throw Syntax.near(variable.text(), variable.at());
        }
        Token sign = tokens.peek();
        BinaryOperator operator = ChangeParser.compound(sign);
        if (operator == null) {
            tokens.expectSymbol("=");
            return new Control.SetVariable(variable.text(), grammar.expressions.expression(), at);
        }
        tokens.take();
        Expression old = new Expression.Variable(variable.text(), variable.at());
        return new Control.SetVariable(
                variable.text(), new Expression.Binary(operator, old, grammar.expressions.expression(), sign.at()), at);
    }
}
