package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.type.SqlType;

/** Arithmetic of decimals, by the rules of "Precision, scale, and length (Transact-SQL)". */
final class DecimalOperators {

    private DecimalOperators() {}

    static Typed binary(Expression.Link node, Typed left, Typed right) throws SqlError {
        SqlType a = Types.asDecimal(left);
        SqlType b = Types.asDecimal(right);
        SqlType type = result(node.operator(), a, b);
        // A string has no digits of its own: it becomes what the other side is.
        SqlType first = Types.text(left.type()) ? b : a;
        SqlType second = Types.text(right.type()) ? a : b;
        String x = Conversions.implicit(left, first, node.at()).sql();
        String y = Conversions.implicit(right, second, node.at()).sql();
        String sql = switch (node.operator()) {
            case MULTIPLY -> multiply(x, y, first, second, type);
            case DIVIDE -> divide(x, y, first, second, type);
            case MODULO -> modulo(x, y, first, second, right);
            default -> sum(node.operator().sign(), x, y, type);
        };
        return Typed.of("CAST(" + sql + " AS " + DuckTypes.sql(type) + ')', type)
                .nullableAs(left, right);
    }

    static SqlType result(Expression.BinaryOperator operator, SqlType a, SqlType b) {
        int scale = Math.max(a.scale(), b.scale());
        int wholeA = a.precision() - a.scale();
        int wholeB = b.precision() - b.scale();
        return switch (operator) {
            case MULTIPLY -> Types.bounded(a.precision() + b.precision() + 1, a.scale() + b.scale());
            case DIVIDE -> {
                int digits = Math.max(6, a.scale() + b.precision() + 1);
                yield Types.bounded(wholeA + b.scale() + digits, digits);
            }
            case MODULO -> Types.bounded(Math.min(wholeA, wholeB) + scale, scale);
            default -> Types.bounded(scale + Math.max(wholeA, wholeB) + 1, scale);
        };
    }

    private static String multiply(String x, String y, SqlType a, SqlType b, SqlType type) {
        if (a.precision() + b.precision() < 38) {
            // DuckDB keeps the width of the wider operand, so that one is made as wide as can be.
            return "CAST(" + x + " AS DECIMAL(38, " + a.scale() + ")) * " + y;
        }
        return "tsql_multiply(CAST(" + x + " AS VARCHAR), CAST(" + y + " AS VARCHAR), " + type.scale() + ')';
    }

    /**
     * Divides the digits as whole numbers, which cuts the quotient as T-SQL does. Where they do not fit into DuckDB's
     * widest integer, Java divides, which is slower by far.
     */
    private static String divide(String x, String y, SqlType a, SqlType b, SqlType type) {
        int shift = type.scale() - a.scale() + b.scale();
        boolean fits = a.precision() + a.scale() <= 38
                && b.precision() + b.scale() <= 38
                && shift >= 0
                && a.precision() + shift <= 38;
        if (!fits) {
            return "tsql_divide(CAST(" + x + " AS VARCHAR), CAST(" + y + " AS VARCHAR), " + type.scale() + ')';
        }
        String divisor =
                "CASE WHEN " + y + " = 0 THEN " + Operators.dividedByZero("HUGEINT") + " ELSE " + digits(y, b) + " END";
        String quotient = '(' + digits(x, a) + " * " + power(shift) + " // " + divisor + ')';
        // The scale of a quotient is 6 at least.
        return "CAST(" + quotient + " AS DECIMAL(38, 0)) * CAST(0." + "0".repeat(type.scale() - 1) + "1 AS DECIMAL("
                + type.scale() + ", " + type.scale() + "))";
    }

    /** Returns the digits of a decimal without its point. */
    private static String digits(String sql, SqlType type) {
        if (type.scale() == 0) {
            return "CAST(" + sql + " AS HUGEINT)";
        }
        return "CAST(CAST(" + sql + " AS DECIMAL(38, " + type.scale() + ")) * CAST(1" + "0".repeat(type.scale())
                + " AS DECIMAL(38, 0)) AS HUGEINT)";
    }

    private static String power(int digits) {
        return "CAST(1" + "0".repeat(digits) + " AS HUGEINT)";
    }

    private static String modulo(String x, String y, SqlType a, SqlType b, Typed divisor) {
        SqlType common = Types.common(a, b);
        String sql = DuckTypes.sql(common);
        String second = "CAST(" + y + " AS " + sql + ')';
        return "CAST(" + x + " AS " + sql + ") % " + Operators.nonZero(second, common, divisor);
    }

    private static String sum(String sign, String x, String y, SqlType type) {
        String sql = DuckTypes.sql(type);
        return "CAST(" + x + " AS " + sql + ") " + sign + " CAST(" + y + " AS " + sql + ')';
    }
}
