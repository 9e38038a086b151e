package dev.sluice.connector.transfer;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a staged column.
 *
 * @param nulls number of nulls
 * @param longest longest text in UTF-16 units or binary in bytes, else 0
 * @param least least number of a column of exact numbers, else null
 * @param greatest greatest number, likewise
 * @param impossible number of values that no SQL pool has: NaN, infinity, years outside 1 to 9999
 */
record ColumnFacts(
        long nulls,
        long longest,
        @Nullable BigDecimal least,
        @Nullable BigDecimal greatest,
        long impossible) {}
