package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.type.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What yields a value. */
public sealed interface Expression extends Node {

    /** {@code NULL}. */
    record NullLiteral(Position at) implements Expression {}

    /** A number as written: {@code 1}, {@code 1.5}, {@code 1e3}, or {@code $2.50} for money. */
    record NumberLiteral(String text, Position at) implements Expression {}

    /** {@code 'text'} or {@code N'text'}, the value unquoted. */
    record StringLiteral(String value, Encoding encoding, Position at) implements Expression {}

    /** {@code 0x1F}: the digits after {@code 0x}, an even number of them. */
    record BinaryLiteral(String hex, Position at) implements Expression {}

    /** {@code @name}, with the sign. */
    record Variable(String name, Position at) implements Expression {}

    /** {@code @@NAME}, with the signs. */
    record SystemVariable(String name, Position at) implements Expression {}

    /** A column: the parts before the last dot, outermost first, and the name. */
    record Column(List<String> qualifier, String name, Position at) implements Expression {
        /** Returns the name as it was written, without delimiters. */
        public String text() {
            return qualifier.isEmpty() ? name : String.join(".", qualifier) + '.' + name;
        }
    }

    /** The star of {@code COUNT(*)}. */
    record Star(Position at) implements Expression {}

    /** A sign or a complement of bits. */
    record Unary(UnaryOperator operator, Expression operand, Position at) implements Expression {}

    /** An operator between two values. {@code at} is where the operator stands. */
    record Binary(BinaryOperator operator, Expression left, Expression right, Position at) implements Expression {
        /** Returns the operator and its right side. */
        public Link link() {
            return new Link(operator, right, at);
        }
    }

    /**
     * Operators of one precedence one after another, {@code a + b - c}, more of them than a tree of {@link Binary} is to
     * have levels. Each holds what stands before it as its left side.
     */
    record Chain(Expression first, List<Link> links) implements Expression {
        /** Where the last operator stands, which holds all others. */
        @Override
        public Position at() {
            return links.get(links.size() - 1).at();
        }
    }

    /** An operator and its right side. {@code at} is where the operator stands. */
    record Link(BinaryOperator operator, Expression right, Position at) {}

    /** {@code x COLLATE name}. */
    record Collate(Expression operand, String collation, Position at) implements Expression {}

    /** {@code CAST}, {@code TRY_CAST}, {@code CONVERT} and {@code TRY_CONVERT}. */
    record Conversion(
            Expression operand, SqlType type, @Nullable Expression style, OnFailure onFailure, Position at)
            implements Expression {}

    /**
     * A call of a function, an aggregate or a window function.
     *
     * @param name as written, without delimiters
     * @param withinGroup the order of {@code WITHIN GROUP}, empty if there is none
     */
    record Call(
            String name,
            Quantifier quantifier,
            List<Expression> arguments,
            List<OrderItem> withinGroup,
            @Nullable Window over,
            Position at)
            implements Expression {}

    /** {@code CASE x WHEN 1 THEN ...}. */
    record SimpleCase(
            Expression operand,
            List<ValueArm> arms,
            @Nullable Expression otherwise,
            Position at) implements Expression {}

    /** {@code CASE WHEN a = 1 THEN ...}, and {@code IIF}. */
    record SearchedCase(List<ConditionArm> arms, @Nullable Expression otherwise, Position at) implements Expression {}

    /** A query in parentheses that yields one value. */
    record ScalarQuery(Query query, Position at) implements Expression {}

    /** One arm of a {@link SimpleCase}. */
    record ValueArm(Expression when, Expression then) {}

    /** One arm of a {@link SearchedCase}. */
    record ConditionArm(Condition when, Expression then) {}

    /** {@code OVER (PARTITION BY ... ORDER BY ... ROWS ...)}. */
    record Window(
            List<Expression> partitionBy,
            List<OrderItem> orderBy,
            @Nullable Frame frame) {}

    /** {@code ROWS BETWEEN start AND end}. */
    record Frame(FrameUnit unit, FrameBound start, @Nullable FrameBound end) {}

    /** One end of a frame. The offset is there for {@code n PRECEDING} and {@code n FOLLOWING} only. */
    record FrameBound(FrameEdge edge, @Nullable Expression offset) {}

    /** An expression to sort by. */
    record OrderItem(Expression expression, Direction direction) {}

    /** How a string literal is encoded. */
    enum Encoding {
        /** {@code 'x'}, of the code page. */
        CODE_PAGE,
        /** {@code N'x'}. */
        UNICODE
    }

    /** What a conversion does with a value it cannot convert. */
    enum OnFailure {
        /** Ends the statement. */
        ERROR,
        /** Yields NULL. */
        NULL
    }

    /** Whether an aggregate or a SELECT drops repetitions. */
    enum Quantifier {
        /** Keeps all. */
        ALL,
        /** Drops repetitions. */
        DISTINCT
    }

    /** The way of sorting. */
    enum Direction {
        /** Smallest first. */
        ASCENDING,
        /** Largest first. */
        DESCENDING
    }

    /** What a frame counts. */
    enum FrameUnit {
        /** Rows. */
        ROWS,
        /** Peers. */
        RANGE
    }

    /** Where a frame ends. */
    enum FrameEdge {
        /** The first row of the partition. */
        UNBOUNDED_PRECEDING,
        /** So many rows before. */
        PRECEDING,
        /** This row. */
        CURRENT_ROW,
        /** So many rows after. */
        FOLLOWING,
        /** The last row of the partition. */
        UNBOUNDED_FOLLOWING
    }

    /** Operators before a value. */
    enum UnaryOperator {
        /** {@code +}. */
        PLUS,
        /** {@code -}. */
        MINUS,
        /** {@code ~}. */
        BIT_NOT
    }

    /** Operators between values. */
    enum BinaryOperator {
        /** {@code +}, of numbers, strings, binaries and old date types. */
        ADD("+", "add"),
        /** {@code -}. */
        SUBTRACT("-", "subtract"),
        /** {@code *}. */
        MULTIPLY("*", "multiply"),
        /** {@code /}. */
        DIVIDE("/", "divide"),
        /** {@code %}. */
        MODULO("%", "modulo"),
        /** {@code &}. */
        BIT_AND("&", "boolean AND"),
        /** {@code |}. */
        BIT_OR("|", "boolean OR"),
        /** {@code ^}. */
        BIT_XOR("^", "boolean XOR");

        private final String sign;
        private final String word;

        BinaryOperator(String sign, String word) {
            this.sign = sign;
            this.word = word;
        }

        /** As it is written. */
        public String sign() {
            return sign;
        }

        /** As error messages name it. */
        public String word() {
            return word;
        }
    }
}
