package dev.sluice.connector.verification;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.TextForm;
import dev.sluice.connector.type.WallClock;
import dev.sluice.connector.verification.ColumnFacts.Found;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Measures staged rows in one aggregation: how many there are, what a SQL pool has to have room for, and which values it or
 * the target would change.
 *
 * @param facts one for each column, in order
 */
public record Survey(long rows, List<ColumnFacts> facts) {

    /** Longest example that is shown, in characters. */
    private static final int EXAMPLE = 40;

    private static final Column NO_TEXT = lit(null).cast("string");
    private static final Column NO_LENGTH = lit(null).cast("bigint");

    /** Aggregates of each column, in the order of {@link Expressions#all}. */
    private static final int AGGREGATES = 13;

    public Survey {
        facts = List.copyOf(facts);
    }

    /**
     * Measures.
     *
     * @param staged staged rows of the frame, in a neutral session
     * @param asked one for each column, in order
     */
    public static Survey of(Dataset<Row> staged, List<SurveyedColumn> asked, ZoneId zone) {
        int columns = asked.size();
        Dataset<Row> numbered =
                staged.toDF(IntStream.range(0, columns).mapToObj(i -> "c" + i).toArray(String[]::new));
        List<Column> aggregates = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            aggregates.addAll(expressions(numbered, i, asked.get(i), zone).all());
        }
        Row row = numbered.agg(count(lit(1)), aggregates.toArray(Column[]::new)).head();
        long rows = row.getLong(0);
        List<ColumnFacts> facts = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            int at = 1 + AGGREGATES * i;
            facts.add(new ColumnFacts(
                    rows - row.getLong(at),
                    length(row, at + 1),
                    length(row, at + 2),
                    decimal(row, at + 3),
                    decimal(row, at + 4),
                    found(row, at + 5),
                    found(row, at + 7),
                    found(row, at + 9),
                    found(row, at + 11)));
        }
        return new Survey(rows, facts);
    }

    /** The aggregates of one column. */
    private record Expressions(
            Column count,
            Column longest,
            Column held,
            Column least,
            Column greatest,
            Check impossible,
            Check malformed,
            Check unfit,
            Check repeated) {

        List<Column> all() {
            return List.of(
                    count,
                    longest.cast("bigint"),
                    held.cast("bigint"),
                    least,
                    greatest,
                    impossible.count(),
                    impossible.example(),
                    malformed.count(),
                    malformed.example(),
                    unfit.count(),
                    unfit.example(),
                    repeated.count(),
                    repeated.example());
        }
    }

    /** Which values are of a kind, and how one of them is shown. */
    private record Check(@Nullable Column condition, Column shown) {

        static final Check NONE = new Check(null, NO_TEXT);

        Column count() {
            return condition == null
                    ? lit(0L)
                    : coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L));
        }

        Column example() {
            return condition == null ? NO_TEXT : min(when(condition, shown));
        }
    }

    private static Expressions expressions(Dataset<Row> numbered, int index, SurveyedColumn asked, ZoneId zone) {
        String f = "c" + index;
        DataType type = numbered.schema().apply(index).dataType();
        Column value = col(f);
        Column none = NO_TEXT;
        if (type instanceof StringType) {
            return text(value, f, asked);
        } else if (type instanceof BinaryType) {
            Column longest = max(expr("octet_length(" + f + ")"));
            return new Expressions(
                    count(value), longest, longest, none, none, Check.NONE, Check.NONE, Check.NONE, Check.NONE);
        } else if (type instanceof IntegralType || type instanceof DecimalType) {
            return numbers(value, value, Check.NONE, Check.NONE);
        } else if (type instanceof DoubleType || type instanceof FloatType) {
            Check impossible =
                    new Check(expr("isnan(" + f + ") or abs(" + f + ") = double('infinity')"), value.cast("string"));
            return new Expressions(
                    count(value), NO_LENGTH, NO_LENGTH, none, none, impossible, Check.NONE, Check.NONE, Check.NONE);
        } else if (type instanceof DateType) {
            Check impossible =
                    new Check(expr("unix_date(" + f + ") not between -719162 and 2932896"), value.cast("string"));
            return numbers(value, expr("unix_date(" + f + ") * 86400000000L"), impossible, Check.NONE);
        } else if (type instanceof TimestampType) {
            Check impossible = new Check(
                    expr("unix_micros(" + f + ") not between -62135596800000000L and 253402300799999999L"),
                    value.cast("string"));
            Check repeated = asked.instant() && !WallClock.isSteady(zone)
                    ? new Check(WallClock.isRepeated(f, zone), value.cast("string"))
                    : Check.NONE;
            return numbers(value, expr("unix_micros(" + f + ")"), impossible, repeated);
        }
        return new Expressions(
                count(value), NO_LENGTH, NO_LENGTH, none, none, Check.NONE, Check.NONE, Check.NONE, Check.NONE);
    }

    private static Expressions numbers(Column value, Column number, Check impossible, Check repeated) {
        return new Expressions(
                count(value),
                NO_LENGTH,
                NO_LENGTH,
                min(number).cast("string"),
                max(number).cast("string"),
                impossible,
                Check.NONE,
                Check.NONE,
                repeated);
    }

    private static Expressions text(Column value, String f, SurveyedColumn asked) {
        Column length = expr("octet_length(encode(" + f + ", 'UTF-16LE')) div 2");
        Check malformed = new Check(
                expr("encode(" + f + ", 'UTF-8') <> cast(" + f + " as binary)"),
                expr("concat('0x', hex(substr(cast(" + f + " as binary), 1, " + EXAMPLE / 2 + ")))"));
        Column held = length;
        Check unfit = Check.NONE;
        PoolType target = asked.target();
        if (target != null) {
            Column shown = substring(value, 1, EXAMPLE);
            if (target.kind().hasCodePage()) {
                held = asked.codePage().bytes(value);
                unfit = new Check(held.lt(0), shown);
            } else {
                TextForm form = TextForm.of(target);
                unfit = form.isAny() ? Check.NONE : new Check(form.isMissedBy(value), shown);
            }
        }
        return new Expressions(
                count(value), max(length), max(held), NO_TEXT, NO_TEXT, Check.NONE, malformed, unfit, Check.NONE);
    }

    private static long length(Row row, int at) {
        return row.isNullAt(at) ? 0 : row.getLong(at);
    }

    private static Found found(Row row, int at) {
        return new Found(row.getLong(at), row.isNullAt(at + 1) ? null : row.getString(at + 1));
    }

    private static @Nullable BigDecimal decimal(Row row, int at) {
        return row.isNullAt(at) ? null : new BigDecimal(row.getString(at));
    }
}
