package dev.sluice.connector.verification;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.encode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.upper;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A number of 64 bits for the values that some columns have in one row, and the sums of both its halves over all rows.
 *
 * <p>It is the beginning of an MD5 over the texts of the values, each with a bar behind it: values that have changed rows, or
 * columns, give another number. Rows may come in any order. The sums are of whole numbers with a sign, which stay far below
 * what a {@code bigint} holds for any number of rows.
 *
 * <p>Sixteen columns at a time, so that what is hashed stays below the 8000 bytes that {@code HASHBYTES} and {@code CONCAT}
 * are sure to take; of more columns, the hashes are hashed.
 */
final class Digest {

    private static final int COLUMNS_AT_ONCE = 16;

    private static final String END = "|";

    private Digest() {}

    /** Returns the number of a row, of the frame's side. */
    static Column frame(List<ValueText> columns) {
        List<Column> texts = new ArrayList<>();
        for (List<ValueText> some : parts(columns)) {
            texts.add(concat(some.stream()
                    .flatMap(each -> List.of(each.frame(), lit(END)).stream())
                    .toArray(Column[]::new)));
        }
        return Canonical.hash(
                texts.size() == 1
                        ? texts.get(0)
                        : concat(texts.stream()
                                .map(text -> upper(md5(encode(text, "UTF-16LE"))))
                                .toArray(Column[]::new)));
    }

    /** Returns the bytes of a row's hash, as T-SQL. */
    static String table(List<ValueText> columns) {
        List<String> hashes = new ArrayList<>();
        for (List<ValueText> some : parts(columns)) {
            hashes.add("HASHBYTES('MD5', CONCAT("
                    + some.stream()
                            .map(each -> each.table() + ", N'" + END + "'")
                            .collect(joining(", ")) + "))");
        }
        if (hashes.isEmpty()) {
            return "HASHBYTES('MD5', N'')";
        }
        return hashes.size() == 1
                ? hashes.get(0)
                : "HASHBYTES('MD5', CONCAT("
                        + hashes.stream()
                                .map(hash -> "CONVERT(nvarchar(32), " + hash + ", 2)")
                                .collect(joining(", "))
                        + "))";
    }

    /** Returns the sums of both halves, of what {@link #frame} gives. */
    static List<Column> sums(Column hash) {
        return List.of(
                coalesce(sum(shiftright(hash, Integer.SIZE)), lit(0L)),
                coalesce(sum(shiftright(shiftleft(hash, Integer.SIZE), Integer.SIZE)), lit(0L)));
    }

    /** Returns the sums of both halves, of what {@link #table} gives. */
    static List<String> sums(String hash) {
        return List.of(half(hash, 1), half(hash, 5));
    }

    private static String half(String hash, int from) {
        return "COALESCE(SUM(CAST(CONVERT(int, SUBSTRING(" + hash + ", " + from + ", 4)) AS bigint)), 0)";
    }

    private static List<List<ValueText>> parts(List<ValueText> columns) {
        List<List<ValueText>> parts = new ArrayList<>();
        for (int from = 0; from < columns.size(); from += COLUMNS_AT_ONCE) {
            parts.add(columns.subList(from, Math.min(columns.size(), from + COLUMNS_AT_ONCE)));
        }
        return parts;
    }
}
