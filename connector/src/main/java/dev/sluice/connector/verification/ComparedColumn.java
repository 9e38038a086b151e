package dev.sluice.connector.verification;

import static java.util.Objects.requireNonNull;

import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;

/**
 * A column at both ends.
 *
 * @param field name of the staged column
 * @param column the table's column
 * @param expression T-SQL over the table that gives the value as it was staged
 * @param type type of the expression
 */
public record ComparedColumn(String field, PoolColumn column, String expression, PoolType type, Hashing hashing) {

    public ComparedColumn {
        requireNonNull(field, "field");
        requireNonNull(expression, "expression");
        requireNonNull(hashing, "hashing");
    }

    /** Returns a column of a table that takes the values as they were staged. */
    public static ComparedColumn of(String field, PoolColumn column, Hashing hashing) {
        return new ComparedColumn(field, column, column.toSql(), column.type(), hashing);
    }

    /** Returns the column by itself. */
    ComparedColumn alone() {
        return hashing == Hashing.NOT ? this : new ComparedColumn(field, column, expression, type, Hashing.ALONE);
    }
}
