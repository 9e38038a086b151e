package dev.sluice.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.PoolType.Kind;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.apache.spark.sql.sources.StringEndsWith;
import org.apache.spark.sql.sources.StringStartsWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FilterSqlTest {

    private static final FilterSql FILTERS = new FilterSql(List.of(
            new PoolColumn("n", PoolType.of(Kind.INT), true),
            new PoolColumn("x", PoolType.decimal(9, 2), true),
            new PoolColumn("m", PoolType.of(Kind.MONEY), true),
            new PoolColumn("f", PoolType.of(Kind.FLOAT), true),
            new PoolColumn("b", PoolType.of(Kind.BIT), true),
            new PoolColumn("d", PoolType.of(Kind.DATE), true),
            new PoolColumn("t", PoolType.of(Kind.DATETIME2, 7), true),
            new PoolColumn("s", PoolType.of(Kind.NVARCHAR, 10), true),
            new PoolColumn("c", PoolType.of(Kind.CHAR, 10), true),
            new PoolColumn("u", PoolType.of(Kind.UNIQUEIDENTIFIER), true)));

    private static final String EXACT = " (exact)";

    @ParameterizedTest
    @MethodSource
    void saysFiltersInTsql(Filter filter, String sql) {
        assertThat(FILTERS.translate(filter)
                        .map(condition -> condition.sql() + (condition.exact() ? EXACT : ""))
                        .orElse(""))
                .isEqualTo(sql);
    }

    static Stream<Arguments> saysFiltersInTsql() {
        Filter text = new EqualTo("s", "it's");
        Filter number = new EqualTo("n", 1);
        Filter time = new EqualTo("t", Timestamp.valueOf("2020-01-01 00:00:00"));
        return Stream.of(
                Arguments.of(number, "[n] = 1" + EXACT),
                Arguments.of(new LessThan("n", 1L), "[n] < 1" + EXACT),
                Arguments.of(new LessThanOrEqual("n", (short) 1), "[n] <= 1" + EXACT),
                Arguments.of(new GreaterThan("x", new BigDecimal("1E+2")), "[x] > 100" + EXACT),
                Arguments.of(new GreaterThan("m", new BigDecimal("0.0001")), "[m] > 0.0001" + EXACT),
                Arguments.of(
                        new GreaterThanOrEqual("d", Date.valueOf("2020-02-29")),
                        "[d] >= CAST('2020-02-29' AS date)" + EXACT),
                Arguments.of(new EqualTo("d", date("1582-10-04")), "[d] = CAST('1582-10-04' AS date)" + EXACT),
                Arguments.of(new EqualTo("d", date("1582-10-16")), "[d] = CAST('1582-10-16' AS date)" + EXACT),
                Arguments.of(new EqualTo("d", date("0001-01-01")), "[d] = CAST('0001-01-01' AS date)" + EXACT),
                Arguments.of(new EqualTo("d", date("9999-12-31")), "[d] = CAST('9999-12-31' AS date)" + EXACT),
                Arguments.of(new EqualTo("d", LocalDate.of(1, 1, 1)), "[d] = CAST('0001-01-01' AS date)" + EXACT),
                Arguments.of(new EqualTo("d", LocalDate.of(1582, 10, 10)), "[d] = CAST('1582-10-10' AS date)" + EXACT),
                Arguments.of(new EqualTo("d", LocalDate.of(1582, 10, 15)), "[d] = CAST('1582-10-15' AS date)" + EXACT),
                Arguments.of(new EqualTo("b", true), "[b] = 1" + EXACT),
                Arguments.of(new EqualTo("b", false), "[b] = 0" + EXACT),
                Arguments.of(new IsNull("t"), "[t] IS NULL" + EXACT),
                Arguments.of(new IsNotNull("s"), "[s] IS NOT NULL" + EXACT),
                Arguments.of(text, "[s] = N'it''s'"),
                Arguments.of(new In("n", new Object[] {1, 2}), "[n] IN (1, 2)" + EXACT),
                Arguments.of(new In("s", new Object[] {"a", "b"}), "[s] IN (N'a', N'b')"),
                Arguments.of(new StringStartsWith("s", "50%_'"), "LEFT([s], 5) = N'50%_'''"),
                Arguments.of(new And(number, text), "([n] = 1 AND [s] = N'it''s')"),
                Arguments.of(new Or(number, new IsNull("n")), "([n] = 1 OR [n] IS NULL)" + EXACT),
                Arguments.of(new Not(number), "NOT ([n] = 1)" + EXACT),
                Arguments.of(new EqualNullSafe("n", 1), "([n] IS NOT NULL AND [n] = 1)" + EXACT),
                Arguments.of(new Not(new EqualNullSafe("n", 1)), "NOT (([n] IS NOT NULL AND [n] = 1))" + EXACT),
                Arguments.of(new EqualNullSafe("n", null), "[n] IS NULL" + EXACT),
                Arguments.of(new EqualNullSafe("s", "a"), "([s] IS NOT NULL AND [s] = N'a')"),
                // Spark's alone: text is not negated or ordered, times and approximate numbers are not compared.
                Arguments.of(new Not(text), ""),
                Arguments.of(new LessThan("s", "a"), ""),
                Arguments.of(time, ""),
                Arguments.of(new Or(number, time), ""),
                Arguments.of(new And(time, number), ""),
                Arguments.of(new EqualTo("f", 1.0), ""),
                Arguments.of(new EqualTo("u", "6F9619FF-8B86-D011-B42D-00C04FC964FF"), ""),
                Arguments.of(new EqualTo("c", "a"), ""),
                Arguments.of(new StringStartsWith("u", "6F"), ""),
                Arguments.of(new StringStartsWith("s", ""), ""),
                Arguments.of(new StringEndsWith("s", "a"), ""),
                // Days that java.sql.Date does not have, and the one that it has in their place.
                Arguments.of(new EqualTo("d", date("1582-10-05")), ""),
                Arguments.of(new EqualTo("d", date("1582-10-10")), ""),
                Arguments.of(new LessThan("d", date("1582-10-14")), ""),
                Arguments.of(new Not(new GreaterThan("d", date("1582-10-15"))), ""),
                Arguments.of(new In("d", new Object[] {date("2020-01-01"), date("1582-10-10")}), ""),
                // Years that T-SQL does not have.
                Arguments.of(new EqualTo("d", date("0000-12-31")), ""),
                Arguments.of(new EqualTo("d", date("-0043-03-15")), ""),
                Arguments.of(new LessThan("d", date("+10000-01-01")), ""),
                Arguments.of(new LessThan("d", LocalDate.of(10_000, 1, 1)), ""),
                Arguments.of(new LessThan("d", LocalDate.of(0, 12, 31)), ""),
                // Values of another type than the column's.
                Arguments.of(new EqualTo("n", "1"), ""),
                Arguments.of(new EqualTo("n", new BigDecimal("1")), ""),
                Arguments.of(new EqualTo("x", new BigDecimal("0.005")), ""),
                Arguments.of(new EqualTo("x", new BigDecimal("10000000")), ""),
                Arguments.of(new EqualTo("x", 1), ""),
                Arguments.of(new EqualTo("b", 1), ""),
                Arguments.of(new EqualTo("d", "2020-01-01"), ""),
                Arguments.of(new EqualTo("s", 1), ""),
                Arguments.of(new EqualTo("s", "a\0b"), ""),
                Arguments.of(new EqualTo("s", "a".repeat(4001)), ""),
                Arguments.of(new EqualTo("nowhere", 1), ""),
                Arguments.of(new In("n", new Object[0]), ""),
                Arguments.of(new In("n", new Object[] {1, null}), ""),
                Arguments.of(new In("n", IntStream.range(0, 1001).boxed().toArray()), ""),
                Arguments.of(new In("nowhere", new Object[] {1}), ""),
                Arguments.of(new In("t", new Object[] {Timestamp.valueOf("2020-01-01 00:00:00")}), ""));
    }

    /** As Spark hands a date over. */
    private static Date date(String day) {
        return DateTimeUtils.toJavaDate((int) LocalDate.parse(day).toEpochDay());
    }
}
