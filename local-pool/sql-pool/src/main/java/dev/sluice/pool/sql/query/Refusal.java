package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.runtime.SqlFailure;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.type.SqlType;

/** Errors of statements that are well-formed and mean nothing. */
final class Refusal {

    private static final int SEVERITY = 16;

    private Refusal() {}

    /** Makes an error about a place of the batch. */
    static SqlError error(int number, String message, Position at) {
        return new SqlError(number, SEVERITY, 1, at.line(), message);
    }

    /** Makes the error of a value that is known before the query runs. */
    static SqlError error(SqlFailure failure, Position at) {
        return error(failure.number(), failure.text(), at);
    }

    /** Makes error 206. */
    static SqlError clash(SqlType from, SqlType to, Position at) {
        return error(206, "Operand type clash: " + Types.name(from) + " is incompatible with " + Types.name(to), at);
    }

    /** Makes an error for what T-SQL has and this pool has not. */
    static SqlError unsupported(String what, Position at) {
        return error(
                40510,
                what + " is not supported by this SQL pool (line " + at.line() + ", column " + at.column() + ").",
                at);
    }
}
