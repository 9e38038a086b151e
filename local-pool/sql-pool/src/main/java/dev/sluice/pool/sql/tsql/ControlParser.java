package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Control.Argument;
import dev.sluice.pool.sql.tsql.Control.Declaration;
import dev.sluice.pool.sql.tsql.Control.Passing;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads statements that steer: variables, flow, transactions, EXEC. Settings are read by {@link SettingParser}. */
final class ControlParser {

    private final Grammar grammar;
    private final Tokens tokens;
    private final SettingParser settings;

    ControlParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.settings = new SettingParser(grammar);
    }

    /** Reads such a statement. */
    Statement control() throws SqlError {
        Token first = tokens.peek();
        Position at = first.at();
        return switch (first.upper()) {
            case "DECLARE" -> declare();
            case "SET" -> settings.set();
            case "IF" -> ifStatement();
            case "WHILE" -> whileStatement();
            case "BREAK" -> {
                tokens.take();
                yield new Control.Break(at);
            }
            case "CONTINUE" -> {
                tokens.take();
                yield new Control.Continue(at);
            }
            case "RETURN" -> {
                tokens.take();
                yield new Control.Return(at);
            }
            case "BEGIN" -> begin();
            case "COMMIT", "ROLLBACK" -> endTransaction();
            case "PRINT" -> {
                tokens.take();
                yield new Control.Print(grammar.expressions.expression(), at);
            }
            case "THROW" -> throwStatement();
            case "RAISERROR" -> raiseError();
            case "EXEC", "EXECUTE" -> {
                tokens.take();
                yield execute(at);
            }
            case "USE" -> {
                tokens.take();
                yield new Control.Use(tokens.name(), at);
            }
            default -> throw tokens.unexpected();
        };
    }

    private Statement declare() throws SqlError {
        Position at = tokens.take().at();
        List<Declaration> declarations = new ArrayList<>();
        do {
            Token variable = variable();
            tokens.accept("as");
            SqlType type = grammar.types.declared();
            Expression value = tokens.acceptSymbol("=") ? grammar.expressions.expression() : null;
            declarations.add(new Declaration(variable.text(), type, value, variable.at()));
        } while (tokens.acceptSymbol(","));
        return new Control.Declare(declarations, at);
    }

    private Token variable() throws SqlError {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.VARIABLE || token.text().startsWith("@@")) {
            throw tokens.unexpected();
        }
        return tokens.take();
    }

    private Statement ifStatement() throws SqlError {
        Position at = tokens.take().at();
        tokens.enter();
        Condition condition = grammar.expressions.condition();
        Statement then = grammar.statements.statement();
        int semicolons = 0;
        while (tokens.peek(semicolons).symbol(";")) {
            semicolons++;
        }
        Statement otherwise = null;
        if (tokens.peek(semicolons).word("else")) {
            grammar.statements.skipSemicolons();
            tokens.take();
            otherwise = grammar.statements.statement();
        }
        tokens.leave();
        return new Control.If(condition, then, otherwise, at);
    }

    private Statement whileStatement() throws SqlError {
        Position at = tokens.take().at();
        tokens.enter();
        Condition condition = grammar.expressions.condition();
        Statement body = grammar.statements.statement();
        tokens.leave();
        return new Control.While(condition, body, at);
    }

    private Statement begin() throws SqlError {
        Position at = tokens.take().at();
        if (tokens.accept("tran") || tokens.accept("transaction")) {
            transactionName();
            return new Control.BeginTransaction(at);
        }
        if (tokens.accept("try")) {
            List<Statement> attempt = grammar.statements.untilEnd();
            tokens.expect("try");
            grammar.statements.skipSemicolons();
            tokens.expect("begin", "catch");
            List<Statement> handler = grammar.statements.untilEnd();
            tokens.expect("catch");
            return new Control.TryCatch(attempt, handler, at);
        }
        if (tokens.ahead("distributed") || tokens.ahead("catch")) {
            throw tokens.unexpected();
        }
        return new Control.Block(grammar.statements.untilEnd(), at);
    }

    private Statement endTransaction() throws SqlError {
        Token first = tokens.take();
        if (tokens.accept("tran") || tokens.accept("transaction")) {
            transactionName();
        } else {
            tokens.accept("work");
        }
        return first.word("commit") ? new Control.Commit(first.at()) : new Control.Rollback(first.at());
    }

    private void transactionName() throws SqlError {
        if (tokens.peek().kind() == Token.Kind.VARIABLE) {
            tokens.take();
        } else if (grammar.sources.aheadAlias()) {
            tokens.name();
        }
    }

    private Statement throwStatement() throws SqlError {
        Position at = tokens.take().at();
        if (tokens.peek().kind() != Token.Kind.NUMBER && tokens.peek().kind() != Token.Kind.VARIABLE) {
            return new Control.Throw(null, null, null, at);
        }
        Expression number = grammar.expressions.expression();
        tokens.expectSymbol(",");
        Expression message = grammar.expressions.expression();
        tokens.expectSymbol(",");
        return new Control.Throw(number, message, grammar.expressions.expression(), at);
    }

    private Statement raiseError() throws SqlError {
        Position at = tokens.take().at();
        tokens.expectSymbol("(");
        List<Expression> values = grammar.expressions.expressions();
        tokens.expectSymbol(")");
        if (values.size() < 3) {
            throw tokens.unexpected();
        }
        if (tokens.accept("with")) {
            tokens.expect("nowait");
        }
        return new Control.RaiseError(
                values.get(0), values.get(1), values.get(2), values.subList(3, values.size()), at);
    }

    /** Reads the rest of EXEC. */
    Statement execute(Position at) throws SqlError {
        if (tokens.acceptSymbol("(")) {
            Expression text = grammar.expressions.expression();
            tokens.expectSymbol(")");
            return new Control.ExecuteText(text, at);
        }
        String returned = null;
        if (tokens.peek().kind() == Token.Kind.VARIABLE && tokens.peek(1).symbol("=")) {
            returned = variable().text();
            tokens.take();
        }
        return execute(returned, at);
    }

    /** Reads the call of a procedure that is named without EXEC. */
    Statement procedureCall(Position at) throws SqlError {
        return execute(null, at);
    }

    private Statement execute(@Nullable String returned, Position at) throws SqlError {
        ObjectName procedure = tokens.objectName();
        List<Argument> arguments = new ArrayList<>();
        if (startsArgument()) {
            do {
                arguments.add(argument());
            } while (tokens.acceptSymbol(","));
        }
        return new Control.Execute(procedure, arguments, returned, at);
    }

    private boolean startsArgument() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case STRING, UNICODE_STRING, NUMBER, MONEY, BINARY, VARIABLE, NAME -> true;
            case WORD -> token.word("null") || token.word("default") || grammar.sources.aheadAlias();
            case SYMBOL -> token.symbol("-");
            case END -> false;
        };
    }

    private Argument argument() throws SqlError {
        String name = null;
        if (tokens.peek().kind() == Token.Kind.VARIABLE && tokens.peek(1).symbol("=")) {
            name = variable().text();
            tokens.take();
        }
        Expression value = null;
        if (!tokens.accept("default")) {
            Token token = tokens.peek();
            if (Tokens.isName(token)) {
                // A bare word is a text here: EXEC sp_help Orders.
                tokens.take();
                value = new Expression.StringLiteral(token.text(), Expression.Encoding.UNICODE, token.at());
            } else {
                value = grammar.expressions.expression();
            }
        }
        Passing passing = Passing.INPUT;
        if (tokens.accept("output") || tokens.accept("out")) {
            passing = Passing.OUTPUT;
        }
        return new Argument(name, value, passing);
    }
}
