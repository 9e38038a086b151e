package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.type.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that steer: variables, flow, transactions, procedures, settings of the session. */
public sealed interface Control extends Statement {

    /** {@code DECLARE}. */
    record Declare(List<Declaration> declarations, Position at) implements Control {}

    /** A variable with the value it begins with, null if none is given. */
    record Declaration(String name, SqlType type, @Nullable Expression value, Position at) {}

    /** {@code SET @name = value}; {@code +=} and its like are written out in the value. */
    record SetVariable(String name, Expression value, Position at) implements Control {}

    /**
     * {@code SET option value}, also {@code SET TRANSACTION ISOLATION LEVEL}.
     *
     * @param option in upper case, words parted by one blank: {@code NOCOUNT}, {@code TRANSACTION ISOLATION LEVEL},
     *     {@code IDENTITY_INSERT dbo.t}
     * @param value in upper case: {@code ON}, {@code OFF}, a number, a word
     */
    record SetOption(String option, String value, Position at) implements Control {}

    /** {@code IF}. */
    record If(Condition condition, Statement then, @Nullable Statement otherwise, Position at) implements Control {}

    /** {@code WHILE}. */
    record While(Condition condition, Statement body, Position at) implements Control {}

    /** {@code BREAK}. */
    record Break(Position at) implements Control {}

    /** {@code CONTINUE}. */
    record Continue(Position at) implements Control {}

    /** {@code RETURN}: ends the batch. */
    record Return(Position at) implements Control {}

    /** {@code BEGIN ... END}. */
    record Block(List<Statement> statements, Position at) implements Control {}

    /** {@code BEGIN TRY ... END TRY BEGIN CATCH ... END CATCH}. */
    record TryCatch(List<Statement> attempt, List<Statement> handler, Position at) implements Control {}

    /** {@code PRINT}. */
    record Print(Expression message, Position at) implements Control {}

    /** {@code THROW number, message, state}; all null for a bare THROW, which throws again what was caught. */
    record Throw(
            @Nullable Expression number,
            @Nullable Expression message,
            @Nullable Expression state,
            Position at) implements Control {}

    /** {@code RAISERROR(message, severity, state, arguments)}. */
    record RaiseError(
            Expression message, Expression severity, Expression state, List<Expression> arguments, Position at)
            implements Control {}

    /** {@code BEGIN TRAN}. */
    record BeginTransaction(Position at) implements Control {}

    /** {@code COMMIT}. */
    record Commit(Position at) implements Control {}

    /** {@code ROLLBACK}. */
    record Rollback(Position at) implements Control {}

    /** {@code EXEC procedure arguments}. */
    record Execute(
            ObjectName procedure,
            List<Argument> arguments,
            @Nullable String returned,
            Position at) implements Control {}

    /** {@code EXEC ('text' + @more)}: the parts joined are a batch. */
    record ExecuteText(Expression text, Position at) implements Control {}

    /** An argument; the name with its sign, null if by position; the value null for DEFAULT. */
    record Argument(@Nullable String name, @Nullable Expression value, Passing passing) {}

    /** Whether an argument takes a value back. */
    enum Passing {
        /** In. */
        INPUT,
        /** {@code OUTPUT}. */
        OUTPUT
    }

    /** {@code USE database}. */
    record Use(String database, Position at) implements Control {}
}
