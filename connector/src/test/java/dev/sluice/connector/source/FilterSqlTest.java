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
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FilterSqlTest {

    private static final FilterSql FILTERS = new FilterSql(List.of(
            new PoolColumn("n", PoolType.of(Kind.INT), true),
            new PoolColumn("x", PoolType.decimal(9, 2), true),
            new PoolColumn("b", PoolType.of(Kind.BIT), true),
            new PoolColumn("d", PoolType.of(Kind.DATE), true),
            new PoolColumn("t", PoolType.of(Kind.DATETIME2, 7), true),
            new PoolColumn("s", PoolType.of(Kind.NVARCHAR, 10), true),
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
        return Stream.of(
                Arguments.of(number, "[n] = 1" + EXACT),
                Arguments.of(new LessThan("n", 1L), "[n] < 1" + EXACT),
                Arguments.of(new LessThanOrEqual("n", (short) 1), "[n] <= 1" + EXACT),
                Arguments.of(new GreaterThan("x", new BigDecimal("1E+2")), "[x] > 100" + EXACT),
                Arguments.of(new GreaterThanOrEqual("d", Date.valueOf("2020-02-29")), "[d] >= '2020-02-29'" + EXACT),
                Arguments.of(new EqualTo("d", LocalDate.of(1, 1, 1)), "[d] = '0001-01-01'" + EXACT),
                Arguments.of(new EqualTo("b", true), "[b] = 1" + EXACT),
                Arguments.of(new EqualTo("b", false), "[b] = 0" + EXACT),
                Arguments.of(new IsNull("t"), "[t] IS NULL" + EXACT),
                Arguments.of(new IsNotNull("s"), "[s] IS NOT NULL" + EXACT),
                Arguments.of(text, "[s] = N'it''s'"),
                Arguments.of(new In("n", new Object[] {1, 2}), "[n] IN (1, 2)" + EXACT),
                Arguments.of(new In("s", new Object[] {"a", "b"}), "[s] IN (N'a', N'b')"),
                Arguments.of(new StringStartsWith("s", "50%_[\\"), "[s] LIKE N'50\\%\\_\\[\\\\%' ESCAPE '\\'"),
                Arguments.of(new And(number, text), "([n] = 1 AND [s] = N'it''s')"),
                Arguments.of(new Or(number, new IsNull("n")), "([n] = 1 OR [n] IS NULL)" + EXACT),
                Arguments.of(new Not(number), "NOT ([n] = 1)" + EXACT),
                // Spark's alone: text is not negated or ordered, times and other forms are not compared.
                Arguments.of(new Not(text), ""),
                Arguments.of(new LessThan("s", "a"), ""),
                Arguments.of(new EqualTo("t", Timestamp.valueOf("2020-01-01 00:00:00")), ""),
                Arguments.of(new EqualTo("u", "6F9619FF-8B86-D011-B42D-00C04FC964FF"), ""),
                Arguments.of(new StringStartsWith("u", "6F"), ""),
                Arguments.of(new EqualTo("nowhere", 1), ""),
                Arguments.of(new In("n", new Object[0]), ""),
                Arguments.of(new In("t", new Object[] {Timestamp.valueOf("2020-01-01 00:00:00")}), ""),
                Arguments.of(new Or(number, new EqualTo("t", Timestamp.valueOf("2020-01-01 00:00:00"))), ""),
                Arguments.of(new EqualNullSafe("n", 1), ""));
    }
}
