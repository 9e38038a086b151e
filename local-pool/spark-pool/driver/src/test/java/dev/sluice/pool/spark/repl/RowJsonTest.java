package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

class RowJsonTest {

    @Test
    void everyTypeHasItsForm() {
        Object[][] forms = {
            {null, "null"},
            {(byte) -1, "-1"},
            {Long.MAX_VALUE, "9223372036854775807"},
            {1.5f, "1.5"},
            {0.1d, "0.1"},
            {Double.NaN, "null"},
            {Float.POSITIVE_INFINITY, "null"},
            {new BigDecimal("1.50"), "1.50"},
            {true, "true"},
            {"ğ\"", "\"ğ\\\"\""},
            {Date.valueOf("2020-02-29"), "\"2020-02-29\""},
            {Timestamp.from(Instant.parse("2020-01-02T03:04:05.678Z")), "\"2020-01-02T03:04:05Z\""},
            {Instant.parse("2020-01-02T03:04:05.678Z"), "\"2020-01-02T03:04:05Z\""},
            {new byte[] {1, -1}, "[1,-1]"},
            {RowFactory.create(1, "a"), "[1,\"a\"]"},
            {JavaConverters.asScalaBuffer(List.of(1, 2)).toSeq(), "[1,2]"},
            {JavaConverters.mapAsScalaMap(Map.of("k", 1)), "{\"k\":1}"},
        };
        for (Object[] form : forms) {
            assertThat(RowJson.of(RowFactory.create(form[0])))
                    .as(String.valueOf(form[0]))
                    .hasToString("[" + form[1] + "]");
        }
    }
}
