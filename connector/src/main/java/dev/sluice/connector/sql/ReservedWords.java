package dev.sluice.connector.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Words of Transact-SQL that no name can be without delimiters, by what they can stand for in an expression. The documented
 * list is longer: what it reserves for the future is left to the server.
 */
final class ReservedWords {

    /** Stand for a value by themselves. */
    private static final Set<String> VALUES = Set.of(
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "CURRENT_USER",
            "IDENTITYCOL",
            "NULL",
            "ROWGUIDCOL",
            "SESSION_USER",
            "SYSTEM_USER",
            "USER");

    /** Name a function. */
    private static final Set<String> FUNCTIONS =
            Set.of("COALESCE", "CONTAINS", "CONVERT", "FREETEXT", "LEFT", "NULLIF", "RIGHT", "TRY_CONVERT");

    /** Begin the name of a type. */
    private static final Set<String> TYPES = Set.of("DOUBLE", "NATIONAL");

    /** Belong to a clause or an operator. */
    private static final Set<String> SYNTAX = Set.of(
            "ALL",
            "AND",
            "ANY",
            "AS",
            "ASC",
            "BETWEEN",
            "BY",
            "CASE",
            "COLLATE",
            "CROSS",
            "DEFAULT",
            "DESC",
            "DISTINCT",
            "ELSE",
            "END",
            "ESCAPE",
            "EXCEPT",
            "EXISTS",
            "FOR",
            "FROM",
            "FULL",
            "GROUP",
            "HAVING",
            "IN",
            "INNER",
            "INTERSECT",
            "IS",
            "JOIN",
            "LIKE",
            "NOT",
            "OF",
            "ON",
            "OPTION",
            "OR",
            "ORDER",
            "OUTER",
            "OVER",
            "PIVOT",
            "SELECT",
            "SOME",
            "TABLE",
            "TABLESAMPLE",
            "THEN",
            "TO",
            "TOP",
            "UNION",
            "UNIQUE",
            "UNPIVOT",
            "VALUES",
            "WHEN",
            "WHERE",
            "WITH");

    private ReservedWords() {}

    /** Returns whether a token stands for a value by itself. */
    static boolean isValue(TsqlToken token) {
        return isIn(VALUES, token);
    }

    /** Returns whether a token can name a column, or a function if a parenthesis follows it. */
    static boolean isName(TsqlToken token, boolean called) {
        return switch (token.kind()) {
            case NAME -> true;
            case WORD ->
                !isIn(SYNTAX, token)
                        && !isIn(TYPES, token)
                        && !isIn(VALUES, token)
                        && (called || !isIn(FUNCTIONS, token));
            default -> false;
        };
    }

    /** Returns whether a token can begin the name of a type. */
    static boolean isType(TsqlToken token) {
        return isIn(TYPES, token) || isName(token, false);
    }

    private static boolean isIn(Set<String> words, TsqlToken token) {
        return token.kind() == TsqlToken.Kind.WORD
                && words.contains(token.text().toUpperCase(Locale.ROOT));
    }
}
