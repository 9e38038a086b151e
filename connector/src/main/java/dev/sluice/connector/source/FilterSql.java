package dev.sluice.connector.source;

import dev.sluice.connector.sql.Literal;
import dev.sluice.connector.type.Export;
import dev.sluice.connector.type.PoolColumn;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualNullSafe;
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
import org.apache.spark.sql.types.DecimalType;
import org.jspecify.annotations.Nullable;

/**
 * Says Spark's filters in T-SQL.
 *
 * <p>Whole numbers, decimals, bits, dates and nulls mean the same to both. Text does not: to most collations of a SQL pool
 * {@code a} equals {@code A}, so an equality there finds too much, never too little. Such a condition is sent, to move less,
 * and Spark filters again; it is never negated, and text is never ordered by the pool. Times are left to Spark, whose last
 * digit is another, and so are approximate numbers, for which NaN is a number to one of them alone.
 */
final class FilterSql {

    /** Values of one IN: beyond that, a statement gets long and a join is what the user wants. */
    private static final int MOST_VALUES = 1000;

    /** Longest text that is compared, in UTF-16 units: what is longer is of another type in T-SQL. */
    private static final int LONGEST_TEXT = 4000;

    private static final LocalDate FIRST_DATE = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    /**
     * The first day of the Gregorian calendar. The class {@code java.sql.Date}, by which Spark hands dates over, has no ten
     * days before it: Spark moves each of them to this one.
     */
    private static final LocalDate FIRST_GREGORIAN = LocalDate.of(1582, 10, 15);

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
        } else if (filter instanceof EqualNullSafe equal) {
            return equalNullSafe(equal);
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
            return startsWith(starts);
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

    /** Of two values that may be null, it is never unknown: negated, it finds the nulls. */
    private Optional<Condition> equalNullSafe(EqualNullSafe equal) {
        if (equal.value() == null) {
            return translate(new IsNull(equal.attribute()));
        }
        return both(
                translate(new IsNotNull(equal.attribute())), compared(equal.attribute(), "=", equal.value()), " AND ");
    }

    private Optional<Condition> in(In in) {
        Optional<PoolColumn> column = column(in.attribute());
        if (column.isEmpty() || in.values().length == 0 || in.values().length > MOST_VALUES) {
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

    /**
     * Compares as many first units. A LIKE would find too little: it takes letters together as the collation does, so that to
     * a Danish one {@code aab} is not like {@code a%}, and Spark could not bring back what the pool has left out.
     */
    private Optional<Condition> startsWith(StringStartsWith starts) {
        String prefix = starts.value();
        return column(starts.attribute())
                .filter(column -> !prefix.isEmpty())
                .flatMap(column -> literal(column, prefix)
                        .map(literal -> new Condition(
                                "LEFT(" + column.toSql() + ", " + prefix.length() + ") = " + literal, false)));
    }

    private static Optional<String> literal(PoolColumn column, @Nullable Object value) {
        return switch (column.type().kind()) {
            case BIT -> value instanceof Boolean bit ? Optional.of(bit ? "1" : "0") : Optional.empty();
            case TINYINT, SMALLINT, INT, BIGINT ->
                value instanceof Short || value instanceof Integer || value instanceof Long
                        ? Optional.of(value.toString())
                        : Optional.empty();
            case DECIMAL, MONEY, SMALLMONEY ->
                value instanceof BigDecimal exact ? decimal(column, exact) : Optional.empty();
            case DATE -> date(value);
            case VARCHAR, NVARCHAR -> value instanceof String text ? text(text) : Optional.empty();
            // A time or a UUID reads as text and is none in the pool; a char is longer there.
            default -> Optional.empty();
        };
    }

    /** A number that needs more digits than the column has would make T-SQL round one of the two. */
    private static Optional<String> decimal(PoolColumn column, BigDecimal value) {
        DecimalType type = (DecimalType) Export.sparkType(column.type());
        boolean fits =
                value.scale() <= type.scale() && value.precision() - value.scale() <= type.precision() - type.scale();
        return fits ? Optional.of(value.toPlainString()) : Optional.empty();
    }

    private static Optional<String> date(@Nullable Object value) {
        if (value instanceof LocalDate date) {
            return date.isBefore(FIRST_DATE) || date.isAfter(LAST_DATE)
                    ? Optional.empty()
                    : Optional.of("CAST('" + date + "' AS date)");
        }
        if (value instanceof Date date) {
            // Back by the way it came: the class itself counts years before 1 as years after.
            LocalDate day = LocalDate.ofEpochDay(DateTimeUtils.fromJavaDate(date));
            return day.equals(FIRST_GREGORIAN) ? Optional.empty() : date(day);
        }
        return Optional.empty();
    }

    private static Optional<String> text(String text) {
        return text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0
                ? Optional.empty()
                : Optional.of(Literal.unicode(text));
    }

    private Optional<PoolColumn> column(String attribute) {
        return columns.stream()
                .filter(column -> column.name().equals(attribute))
                .findFirst();
    }
}
