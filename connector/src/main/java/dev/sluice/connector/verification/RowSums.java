package dev.sluice.connector.verification;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one end counts and adds up over its rows.
 *
 * @param rows number of rows
 * @param values number of values of each column that are not null
 * @param hash the sums of the hashes of whole rows, as 32 hexadecimal digits
 * @param apart for each column the sums of the hashes of its own values, if it is hashed by itself
 */
record RowSums(long rows, List<Long> values, String hash, List<Optional<String>> apart) {

    RowSums {
        values = List.copyOf(values);
        apart = List.copyOf(apart);
    }

    /**
     * Reads them, in the order in which {@link RowComparison} asks for them.
     *
     * @throws IllegalArgumentException if a number is missing: what was not counted is equal to nothing
     */
    static RowSums of(List<ComparedColumn> columns, List<? extends @Nullable Object> answer) {
        List<Long> values = new ArrayList<>();
        List<Optional<String>> apart = new ArrayList<>();
        int at = 3;
        for (ComparedColumn column : columns) {
            values.add(whole(answer.get(at++)));
            apart.add(column.hashing().isApart() ? Optional.of(hash(answer, at)) : Optional.empty());
            at += column.hashing().isApart() ? 2 : 0;
        }
        return new RowSums(whole(answer.get(0)), values, hash(answer, 1), apart);
    }

    private static String hash(List<? extends @Nullable Object> answer, int at) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(whole(answer.get(at))) + hex.toHexDigits(whole(answer.get(at + 1)));
    }

    private static long whole(@Nullable Object number) {
        if (number instanceof BigDecimal exact) {
            return exact.longValueExact();
        } else if (number instanceof Number plain) {
            return plain.longValue();
        }
        throw new IllegalArgumentException("A number is missing");
    }
}
