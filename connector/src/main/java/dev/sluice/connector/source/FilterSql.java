package dev.sluice.connector.source;

import dev.sluice.connector.sql.Literal;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType.Kind;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.Not;
import org.apache.spark.sql.sources.Or;
import org.apache.spark.sql.sources.StringStartsWith;
import org.jspecify.annotations.Nullable;

/**
 * Says Spark's filters in T-SQL.
 *
 * <p>Numbers, dates and nulls mean the same to both. Text does not: to most collations of a SQL pool {@code a} equals
 * {@code A}, so an equality there finds too much, never too little. Such a condition is sent, to move less, and Spark filters
 * again; it is never negated, and text is never ordered by the pool. Times are left to Spark, whose last digit is another.
 */
final class FilterSql {

    /**
     * A condition.
     *
     * @param exact whether it finds what the filter finds, and not more
     */
    record Condition(String sql, boolean exact) {}

    private final List<PoolColumn> columns;

    FilterSql(List<PoolColumn> columns) {
        this.columns = columns;
    }

    /** Returns the condition, or nothing if the filter is Spark's alone. */
    Optional<Condition> translate(Filter filter) {
        if (filter instanceof And and) {
            return both(translate(and.left()), translate(and.right()), " AND ");
        } else if (filter instanceof Or or) {
            return both(translate(or.left()), translate(or.right()), " OR ");
        } else if (filter instanceof Not not) {
            return translate(not.child())
                    .filter(Condition::exact)
                    .map(child -> new Condition("NOT (" + child.sql() + ")", true));
        } else if (filter instanceof IsNull isNull) {
            return column(isNull.attribute()).map(column -> new Condition(column.toSql() + " IS NULL", true));
        } else if (filter instanceof IsNotNull isNotNull) {
            return column(isNotNull.attribute()).map(column -> new Condition(column.toSql() + " IS NOT NULL", true));
        } else if (filter instanceof EqualTo equal) {
            return compared(equal.attribute(), "=", equal.value());
        } else if (filter instanceof LessThan less) {
            return ordered(less.attribute(), "<", less.value());
        } else if (filter instanceof LessThanOrEqual less) {
            return ordered(less.attribute(), "<=", less.value());
        } else if (filter instanceof GreaterThan greater) {
            return ordered(greater.attribute(), ">", greater.value());
        } else if (filter instanceof GreaterThanOrEqual greater) {
            return ordered(greater.attribute(), ">=", greater.value());
        } else if (filter instanceof In in) {
            return in(in);
        } else if (filter instanceof StringStartsWith starts) {
            return column(starts.attribute())
                    .filter(FilterSql::isUnpaddedText)
                    .map(column -> new Condition(column.toSql() + " LIKE " + pattern(starts.value()), false));
        }
        return Optional.empty();
    }

    private static Optional<Condition> both(Optional<Condition> left, Optional<Condition> right, String word) {
        return left.flatMap(
                l -> right.map(r -> new Condition("(" + l.sql() + word + r.sql() + ")", l.exact() && r.exact())));
    }

    private Optional<Condition> ordered(String attribute, String operator, @Nullable Object value) {
        return value instanceof String ? Optional.empty() : compared(attribute, operator, value);
    }

    private Optional<Condition> compared(String attribute, String operator, @Nullable Object value) {
        return column(attribute)
                .flatMap(column -> literal(column, value)
                        .map(literal -> new Condition(
                                column.toSql() + " " + operator + " " + literal, !(value instanceof String))));
    }

    private Optional<Condition> in(In in) {
        Optional<PoolColumn> column = column(in.attribute());
        if (column.isEmpty() || in.values().length == 0) {
            return Optional.empty();
        }
        List<String> literals = new ArrayList<>();
        boolean exact = true;
        for (Object value : in.values()) {
            Optional<String> literal = literal(column.get(), value);
            if (literal.isEmpty()) {
                return Optional.empty();
            }
            literals.add(literal.get());
            exact &= !(value instanceof String);
        }
        return Optional.of(new Condition(column.get().toSql() + " IN (" + String.join(", ", literals) + ")", exact));
    }

    private static Optional<String> literal(PoolColumn column, @Nullable Object value) {
        Kind kind = column.type().kind();
        if (value instanceof Boolean bit && kind == Kind.BIT) {
            return Optional.of(bit ? "1" : "0");
        } else if (value instanceof Short || value instanceof Integer || value instanceof Long) {
            return Optional.of(value.toString());
        } else if (value instanceof BigDecimal exact) {
            return Optional.of(exact.toPlainString());
        } else if (value instanceof Date date && kind == Kind.DATE) {
            return Optional.of("'" + date.toLocalDate() + "'");
        } else if (value instanceof LocalDate date && kind == Kind.DATE) {
            return Optional.of("'" + date + "'");
        } else if (value instanceof String text && isUnpaddedText(column)) {
            return Optional.of(Literal.unicode(text));
        }
        return Optional.empty();
    }

    /** A time or a UUID reads as text and is none in the pool. */
    private static boolean isUnpaddedText(PoolColumn column) {
        return switch (column.type().kind()) {
            case VARCHAR, NVARCHAR -> true;
            default -> false;
        };
    }

    private static String pattern(String prefix) {
        String escaped = prefix.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace("[", "\\[");
        return Literal.unicode(escaped + '%') + " ESCAPE '\\'";
    }

    private Optional<PoolColumn> column(String attribute) {
        return columns.stream()
                .filter(column -> column.name().equals(attribute))
                .findFirst();
    }
}
