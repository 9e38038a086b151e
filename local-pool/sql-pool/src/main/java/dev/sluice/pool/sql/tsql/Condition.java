package dev.sluice.pool.sql.tsql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is true, false or unknown. Negated forms are a {@link Not} around the plain one. */
public sealed interface Condition extends Node {

    /** Both. */
    record And(Condition left, Condition right, Position at) implements Condition {}

    /** Either. */
    record Or(Condition left, Condition right, Position at) implements Condition {}

    /** The contrary. */
    record Not(Condition operand, Position at) implements Condition {}

    /** Two values compared. */
    record Comparison(ComparisonOperator operator, Expression left, Expression right, Position at)
            implements Condition {}

    /** A value compared with all or any of the values of a query. */
    record QuantifiedComparison(ComparisonOperator operator, Expression left, Extent extent, Query query, Position at)
            implements Condition {}

    /** {@code x BETWEEN low AND high}. */
    record Between(Expression operand, Expression low, Expression high, Position at) implements Condition {}

    /** {@code x IN (a, b)}. */
    record In(Expression operand, List<Expression> values, Position at) implements Condition {}

    /** {@code x IN (SELECT ...)}. */
    record InQuery(Expression operand, Query query, Position at) implements Condition {}

    /** {@code x LIKE pattern ESCAPE 'c'}. */
    record Like(
            Expression operand,
            Expression pattern,
            @Nullable Expression escape,
            Position at) implements Condition {}

    /** {@code x IS NULL}. */
    record IsNull(Expression operand, Position at) implements Condition {}

    /** {@code EXISTS (SELECT ...)}. */
    record Exists(Query query, Position at) implements Condition {}

    /** How many values of a query must fit. */
    enum Extent {
        /** Each. */
        ALL,
        /** At least one. */
        ANY
    }

    /** Comparisons. */
    enum ComparisonOperator {
        /** {@code =}. */
        EQUAL("="),
        /** {@code <>}, also written {@code !=}. */
        NOT_EQUAL("<>"),
        /** {@code <}. */
        LESS("<"),
        /** {@code <=}, also written {@code !>}. */
        LESS_OR_EQUAL("<="),
        /** {@code >}. */
        GREATER(">"),
        /** {@code >=}, also written {@code !<}. */
        GREATER_OR_EQUAL(">=");

        private final String sign;

        ComparisonOperator(String sign) {
            this.sign = sign;
        }

        /** As SQL writes it. */
        public String sign() {
            return sign;
        }
    }
}
