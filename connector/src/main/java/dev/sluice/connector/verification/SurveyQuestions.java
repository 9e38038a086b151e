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

import dev.sluice.connector.type.CodePage;
import dev.sluice.connector.type.Moments;
import dev.sluice.connector.type.PoolType;
import dev.sluice.connector.type.TextForm;
import dev.sluice.connector.type.WallClock;
import dev.sluice.connector.verification.ColumnFacts.Found;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/** The aggregates that a {@link Survey} is made of, and where in their answer each stands. To be made in a neutral session. */
public final class SurveyQuestions {

    /** Longest example that is shown, in characters. */
    private static final int EXAMPLE = 40;

    private final List<Column> aggregates = new ArrayList<>();
    private final List<Map<Question, Integer>> places = new ArrayList<>();
    private final ZoneId zone;

    /** What may be asked of a column. Of those that are kinds of values, an example stands behind their number. */
    private enum Question {
        VALUES,
        LONGEST,
        HELD,
        LEAST,
        GREATEST,
        IMPOSSIBLE,
        MALFORMED,
        UNFIT,
        CHANGED,
        REPEATED
    }

    private SurveyQuestions(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Makes the aggregates.
     *
     * @param staged schema of the staged rows
     * @param asked one for each column, in order
     * @param zone time zone whose clocks were staged
     */
    public static SurveyQuestions of(StructType staged, List<SurveyedColumn> asked, ZoneId zone) {
        SurveyQuestions questions = new SurveyQuestions(zone);
        questions.aggregates.add(count(lit(1)));
        for (int i = 0; i < asked.size(); i++) {
            questions.places.add(new EnumMap<>(Question.class));
            questions.ask(staged.apply(i), asked.get(i));
        }
        return questions;
    }

    /** Returns the aggregates over staged rows. */
    public List<Column> aggregates() {
        return List.copyOf(aggregates);
    }

    /** Reads the answer, of as many values as there are aggregates. */
    public Survey read(List<? extends @Nullable Object> answer) {
        long rows = number(answer.get(0));
        return new Survey(
                rows, places.stream().map(each -> facts(rows, each, answer)).toList());
    }

    private static ColumnFacts facts(
            long rows, Map<Question, Integer> places, List<? extends @Nullable Object> answer) {
        return new ColumnFacts(
                rows - number(value(Question.VALUES, places, answer)),
                number(value(Question.LONGEST, places, answer)),
                number(value(Question.HELD, places, answer)),
                decimal(value(Question.LEAST, places, answer)),
                decimal(value(Question.GREATEST, places, answer)),
                found(Question.IMPOSSIBLE, places, answer),
                found(Question.MALFORMED, places, answer),
                found(Question.UNFIT, places, answer),
                found(Question.CHANGED, places, answer),
                found(Question.REPEATED, places, answer));
    }

    private static @Nullable Object value(
            Question question, Map<Question, Integer> places, List<? extends @Nullable Object> answer) {
        Integer at = places.get(question);
        return at == null ? null : answer.get(at);
    }

    private static Found found(
            Question question, Map<Question, Integer> places, List<? extends @Nullable Object> answer) {
        Integer at = places.get(question);
        return at == null ? Found.NONE : new Found(number(answer.get(at)), (String) answer.get(at + 1));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return value == null ? null : new BigDecimal(value.toString());
    }

    private void add(Question question, Column aggregate) {
        places.get(places.size() - 1).put(question, aggregates.size());
        aggregates.add(aggregate);
    }

    /** Counts values of a kind and shows one of them. */
    private void tally(Question question, Column condition, Column shown) {
        add(question, coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L)));
        aggregates.add(min(when(condition, shown)));
    }

    private void ask(StructField field, SurveyedColumn asked) {
        String f = ValueText.quoted(field.name());
        Column value = col(f);
        DataType type = field.dataType();
        add(Question.VALUES, count(value));
        if (type instanceof StringType) {
            text(f, asked);
        } else if (type instanceof BinaryType) {
            Column longest = max(expr("octet_length(" + f + ")"));
            add(Question.LONGEST, longest);
            add(Question.HELD, longest);
            padded(
                    expr("octet_length(" + f + ")"),
                    expr("concat('0x', hex(substr(" + f + ", 1, 20)))"),
                    asked.target());
        } else if (type instanceof IntegralType || type instanceof DecimalType) {
            range(value);
            rounded(value, type, asked.target());
        } else if (type instanceof DoubleType || type instanceof FloatType) {
            tally(
                    Question.IMPOSSIBLE,
                    expr("isnan(" + f + ") or abs(" + f + ") = double('infinity')"),
                    value.cast("string"));
        } else if (type instanceof DateType) {
            range(expr("unix_date(" + f + ") * 86400000000L"));
            tally(
                    Question.IMPOSSIBLE,
                    expr("unix_date(" + f + ") not between -719162 and 2932896"),
                    value.cast("string"));
        } else if (type instanceof TimestampType) {
            moments(f, asked);
        }
    }

    private void range(Column number) {
        add(Question.LEAST, min(number).cast("string"));
        add(Question.GREATEST, max(number).cast("string"));
    }

    private void moments(String f, SurveyedColumn asked) {
        Column shown = col(f).cast("string");
        String micros = "unix_micros(" + f + ")";
        range(expr(micros));
        tally(Question.IMPOSSIBLE, expr(micros + " not between -62135596800000000L and 253402300799999999L"), shown);
        PoolType target = asked.target();
        String original = asked.original();
        if (original != null) {
            String before = ValueText.quoted(original);
            tally(
                    Question.CHANGED,
                    expr("unix_micros(" + before + ") <> " + micros),
                    col(before).cast("string"));
        } else if (target != null) {
            String held = Moments.held(micros, target);
            if (!held.equals(micros)) {
                tally(Question.CHANGED, expr(held + " <> " + micros), shown);
            }
        }
        if (asked.instant() && !WallClock.isSteady(zone)) {
            tally(Question.REPEATED, WallClock.isRepeated(f, zone), shown);
        }
    }

    /** A decimal of fewer digits behind the point rounds. */
    private void rounded(Column value, DataType type, @Nullable PoolType target) {
        if (target == null || !(type instanceof DecimalType from) || !target.isExactFraction()) {
            return;
        }
        int digits = target.fractionDigits();
        if (from.scale() > digits) {
            // All digits before the point and one more, for what is rounded up: the cast gives no null.
            int precision = Math.min(38, from.precision() - from.scale() + digits + 1);
            tally(
                    Question.CHANGED,
                    value.cast("decimal(" + precision + "," + digits + ")").notEqual(value),
                    value.cast("string"));
        }
    }

    /** A fixed length is filled up. */
    private void padded(Column length, Column shown, @Nullable PoolType target) {
        if (target != null && target.isFilledUp()) {
            tally(Question.CHANGED, length.lt(target.size()), shown);
        }
    }

    private void text(String f, SurveyedColumn asked) {
        Column value = col(f);
        Column length = expr(ValueText.units(f));
        Column shown = substring(value, 1, EXAMPLE);
        add(Question.LONGEST, max(length));
        tally(
                Question.MALFORMED,
                expr("encode(" + f + ", 'UTF-8') <> cast(" + f + " as binary)"),
                expr("concat('0x', hex(substr(cast(" + f + " as binary), 1, " + EXAMPLE / 2 + ")))"));
        PoolType target = asked.target();
        Column held = length;
        if (target != null && target.kind().hasCodePage()) {
            CodePage page = asked.codePage();
            held = page.bytes(value);
            tally(Question.UNFIT, page.lacks(value), shown);
        } else if (target != null && !TextForm.of(target).isAny()) {
            tally(Question.UNFIT, TextForm.of(target).isMissedBy(value), shown);
        }
        add(Question.HELD, max(held));
        padded(held, shown, target);
    }
}
