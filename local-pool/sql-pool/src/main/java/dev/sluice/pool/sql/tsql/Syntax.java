package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;

/** Errors of reading, all in one form: where, then what. */
final class Syntax {

    private static final int SEVERITY = 15;

    private Syntax() {}

    /** Makes error 102 for text that cannot stand where it does. */
    static SqlError near(String text, Position at) {
        return error(102, "Incorrect syntax near '" + text + "'.", at);
    }

    /** Makes an error that says where it is. */
    static SqlError error(int number, String message, Position at) {
        return new SqlError(
                number,
                SEVERITY,
                1,
                at.line(),
                "Parse error at line: " + at.line() + ", column: " + at.column() + ": " + message);
    }

    /** Makes error 40510 for what T-SQL has and a SQL pool, or this one, has not. */
    static SqlError unsupported(String what, Position at) {
        return error(40510, "Statement '" + what + "' is not supported by this SQL pool.", at);
    }
}
