package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Expression.BinaryOperator;
import dev.sluice.pool.sql.tsql.Expression.UnaryOperator;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;

/** Translates operators between values. Decimals are left to {@link DecimalOperators}. */
final class Operators {

    Typed unary(Expression.Unary unary, Typed operand) throws SqlError {
        SqlType type = operand.type();
        if (unary.operator() == UnaryOperator.PLUS) {
            return operand;
        }
        if (unary.operator() == UnaryOperator.BIT_NOT) {
            if (type.kind() == Kind.BIT) {
                return Typed.of("(NOT " + operand.sql() + ')', type).nullableAs(operand);
            }
            if (!Types.integer(type)) {
                throw invalid(type, "'~'", unary.at());
            }
            String complement = "(~" + operand.sql() + ')';
            return Typed.of(complement, type).nullableAs(operand);
        }
        if (!Types.numeric(type) || type.kind() == Kind.BIT) {
            throw invalid(type, "minus", unary.at());
        }
        if (type.kind() == Kind.TINYINT) {
            return Typed.of("(-CAST(" + operand.sql() + " AS SMALLINT))", Kind.SMALLINT)
                    .nullableAs(operand);
        }
        Typed negative = Typed.of("(-" + operand.sql() + ')', type).nullableAs(operand);
        return new Typed(
                negative.sql(), type, negative.nullable(), negative.collation(), operand.origin(), operand.constant());
    }

    Typed binary(Expression.Link node, Typed left, Typed right) throws SqlError {
        BinaryOperator operator = node.operator();
        if (operator == BinaryOperator.ADD && joined(left, right)) {
            return join(left, right, node.at());
        }
        if (operator == BinaryOperator.BIT_AND
                || operator == BinaryOperator.BIT_OR
                || operator == BinaryOperator.BIT_XOR) {
            return bits(node, left, right);
        }
        if (Types.legacyTime(left.type()) || Types.legacyTime(right.type())) {
            return legacyTime(node, left, right);
        }
        return arithmetic(node, left, right);
    }

    /** Whether plus joins two values, texts or binaries, instead of adding them. */
    static boolean joined(Typed left, Typed right) {
        boolean texts = (Types.text(left.type()) || left.isNull()) && (Types.text(right.type()) || right.isNull());
        boolean binaries = Types.binary(left.type()) && Types.binary(right.type());
        return (texts && !(left.isNull() && right.isNull())) || binaries;
    }

    private static Typed join(Typed left, Typed right, Position at) throws SqlError {
        if (Types.binary(left.type())) {
            int length = sum(left.type().length(), right.type().length());
            return Typed.of(
                            '(' + left.sql() + " || " + right.sql() + ')',
                            length == SqlType.MAX
                                    ? new SqlType(Kind.VARBINARY, SqlType.MAX, 0, 0)
                                    : Types.varbinary(length))
                    .nullableAs(left, right);
        }
        boolean unicode = unicode(left) || unicode(right);
        int length = sum(
                left.isNull() ? 1 : left.type().length(),
                right.isNull() ? 1 : right.type().length());
        int limit = unicode ? 4000 : 8000;
        SqlType type = Types.textOf(unicode, length == SqlType.MAX ? length : Math.min(length, limit));
        SqlType any = Types.textOf(unicode, SqlType.MAX);
        Typed first = Conversions.implicit(left, any, at);
        Typed second = Conversions.implicit(right, any, at);
        String sql = '(' + first.sql() + " || " + second.sql() + ')';
        boolean cut = length != SqlType.MAX && length > limit;
        return Typed.of(cut ? "left(" + sql + ", " + limit + ')' : sql, type)
                .nullableAs(left, right)
                .collated(left.collation() == Collation.SENSITIVE ? left.collation() : right.collation());
    }

    private static boolean unicode(Typed value) {
        return !value.isNull() && Types.unicode(value.type());
    }

    private static int sum(int left, int right) {
        return left == SqlType.MAX || right == SqlType.MAX ? SqlType.MAX : left + right;
    }

    private static Typed bits(Expression.Link node, Typed left, Typed right) throws SqlError {
        SqlType type = Types.common(left, right);
        boolean whole = Types.integer(type) || type.kind() == Kind.BIT;
        if (!whole) {
            throw incompatible(node, left, right);
        }
        String a = Conversions.implicit(left, type, node.at()).sql();
        String b = Conversions.implicit(right, type, node.at()).sql();
        if (type.kind() == Kind.BIT) {
            String sql = switch (node.operator()) {
                case BIT_AND -> '(' + a + " AND " + b + ')';
                case BIT_OR -> '(' + a + " OR " + b + ')';
                default -> '(' + a + " <> " + b + ')';
            };
            return Typed.of(sql, type).nullableAs(left, right);
        }
        String sql = node.operator() == BinaryOperator.BIT_XOR
                ? "xor(" + a + ", " + b + ')'
                : '(' + a + ' ' + node.operator().sign() + ' ' + b + ')';
        return Typed.of(sql, type).nullableAs(left, right);
    }

    /** {@code datetime} counts in days, and so takes numbers. */
    private static Typed legacyTime(Expression.Link node, Typed left, Typed right) throws SqlError {
        BinaryOperator operator = node.operator();
        boolean sum = operator == BinaryOperator.ADD || operator == BinaryOperator.SUBTRACT;
        SqlType type = Types.legacyTime(left.type()) ? left.type() : right.type();
        boolean newTimes = (Types.temporal(left.type()) && !Types.legacyTime(left.type()))
                || (Types.temporal(right.type()) && !Types.legacyTime(right.type()));
        if (!sum || newTimes) {
            throw incompatible(node, left, right);
        }
        String a = Conversions.implicit(left, type, node.at()).sql();
        String b = Conversions.implicit(right, type, node.at()).sql();
        String offset = "to_microseconds(epoch_us(" + b + ") - epoch_us(TIMESTAMP '1900-01-01 00:00:00'))";
        return Typed.of('(' + a + ' ' + operator.sign() + ' ' + offset + ')', type)
                .nullableAs(left, right);
    }

    private static Typed arithmetic(Expression.Link node, Typed left, Typed right) throws SqlError {
        SqlType type = Types.common(left, right);
        boolean bothBits = left.type().kind() == Kind.BIT && right.type().kind() == Kind.BIT;
        if (Types.text(type)) {
            throw invalid(type, node.operator().word() + " operator", node.at());
        }
        if (!Types.numeric(type) || bothBits) {
            throw incompatible(node, left, right);
        }
        if (type.kind() == Kind.DECIMAL) {
            return DecimalOperators.binary(node, left, right);
        }
        if (node.operator() == BinaryOperator.MODULO && Types.approximate(type)) {
            throw incompatible(node, left, right);
        }
        String a = Conversions.implicit(left, type, node.at()).sql();
        String b = Conversions.implicit(right, type, node.at()).sql();
        String sql = switch (node.operator()) {
            case DIVIDE -> divide(a, b, type, right);
            case MODULO -> '(' + a + " % " + nonZero(b, type, right) + ')';
            case MULTIPLY ->
                Types.money(type)
                        ? "CAST(tsql_multiply(CAST(" + a + " AS VARCHAR), CAST(" + b + " AS VARCHAR), 4) AS "
                                + DuckTypes.sql(type) + ')'
                        : '(' + a + " * " + b + ')';
            default -> '(' + a + ' ' + node.operator().sign() + ' ' + b + ')';
        };
        boolean exact = Types.money(type);
        return Typed.of(exact ? "CAST(" + sql + " AS " + DuckTypes.sql(type) + ')' : sql, type)
                .nullableAs(left, right);
    }

    private static String divide(String a, String b, SqlType type, Typed divisor) {
        if (Types.money(type)) {
            return "tsql_divide(CAST(" + a + " AS VARCHAR), CAST(" + b + " AS VARCHAR), 4)";
        }
        return '(' + a + (Types.approximate(type) ? " / " : " // ") + nonZero(b, type, divisor) + ')';
    }

    /** DuckDB divides by zero to NULL or infinity: a zero is made an error before. */
    static String nonZero(String sql, SqlType type, Typed divisor) {
        String constant = divisor.constant();
        if (divisor.origin() == Typed.Origin.INTEGER_LITERAL && constant != null && !constant.matches("0+")) {
            return sql;
        }
        return "CASE WHEN " + sql + " = 0 THEN " + dividedByZero(DuckTypes.sql(type)) + " ELSE " + sql + " END";
    }

    /** Ends the statement with error 8134 where a value of a DuckDB type is expected. */
    static String dividedByZero(String duckType) {
        return DuckFunctions.raise(8134, "'Divide by zero error encountered.'", duckType);
    }

    /** Makes error 402. */
    static SqlError incompatible(Expression.Link node, Typed left, Typed right) {
        boolean time = Types.temporal(left.type()) || Types.temporal(right.type());
        boolean same = left.type().kind() == right.type().kind();
        if (same && !Types.numeric(left.type())) {
            return invalid(left.type(), node.operator().word() + " operator", node.at());
        }
        if (time && (Types.numeric(left.type()) || Types.numeric(right.type()))) {
            return Refusal.clash(left.type(), right.type(), node.at());
        }
        return Refusal.error(
                402,
                "The data types " + Types.name(left.type()) + " and " + Types.name(right.type())
                        + " are incompatible in the " + node.operator().word() + " operator.",
                node.at());
    }

    private static SqlError invalid(SqlType type, String operator, Position at) {
        return Refusal.error(8117, "Operand data type " + Types.name(type) + " is invalid for " + operator + '.', at);
    }
}
