package dev.sluice.connector.sql;

/** What a part of a search condition is. Transact-SQL has no values that are true or false: neither can stand for the other. */
enum Term {
    /** Something that holds for a row or not. */
    CONDITION,
    /** Something that can be compared. */
    VALUE
}
