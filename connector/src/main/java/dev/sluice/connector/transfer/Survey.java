package dev.sluice.connector.transfer;

import static org.apache.spark.sql.functions.expr;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Measures staged rows in one aggregation: how many there are, and what a SQL pool has to have room for.
 *
 * @param facts one for each column, in order
 */
record Survey(long rows, List<ColumnFacts> facts) {

    private static final String NONE = "cast(null as string)";

    Survey {
        facts = List.copyOf(facts);
    }

    static Survey of(Dataset<Row> staged) {
        StructType schema = staged.schema();
        List<Column> aggregates = new ArrayList<>();
        for (StructField field : schema.fields()) {
            aggregates.addAll(aggregates(field));
        }
        Row row =
                staged.agg(expr("count(1)"), aggregates.toArray(Column[]::new)).head();
        long rows = row.getLong(0);
        List<ColumnFacts> facts = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int at = 1 + 5 * i;
            facts.add(new ColumnFacts(
                    rows - row.getLong(at),
                    row.isNullAt(at + 1) ? 0 : ((Number) row.get(at + 1)).longValue(),
                    decimal(row, at + 2),
                    decimal(row, at + 3),
                    row.getLong(at + 4)));
        }
        return new Survey(rows, facts);
    }

    /**
     * Refuses values that no SQL pool has, whatever the target is.
     *
     * @throws TransferFailedException if there are some, naming the first such column
     */
    void refuseImpossibleValues(StructType schema) {
        for (int i = 0; i < facts.size(); i++) {
            long impossible = facts.get(i).impossible();
            if (impossible > 0) {
                StructField field = schema.apply(i);
                boolean floating = field.dataType() instanceof DoubleType || field.dataType() instanceof FloatType;
                throw TransferFailedException.of(
                        ErrorCode.VALUE_OUT_OF_RANGE,
                        "Column " + field.name() + " has " + impossible + (impossible == 1 ? " value" : " values")
                                + " that a SQL pool does not have",
                        floating
                                ? "They are NaN or infinite, and its float is neither"
                                : "Their years are outside 1 to 9999",
                        floating
                                ? "Turn them into nulls first, as in nullif(" + field.name() + ", double('NaN'))"
                                : "Turn them into nulls or correct them first");
            }
        }
    }

    private static List<Column> aggregates(StructField field) {
        String f = '`' + field.name().replace("`", "``") + '`';
        DataType type = field.dataType();
        String longest = NONE;
        String least = NONE;
        String greatest = NONE;
        String impossible = "cast(0 as bigint)";
        if (type instanceof StringType) {
            longest = "max(octet_length(encode(" + f + ", 'UTF-16LE'))) div 2";
        } else if (type instanceof BinaryType) {
            longest = "max(octet_length(" + f + "))";
        } else if (type instanceof IntegralType || type instanceof DecimalType) {
            least = "cast(min(" + f + ") as string)";
            greatest = "cast(max(" + f + ") as string)";
        } else if (type instanceof DoubleType || type instanceof FloatType) {
            impossible = "count_if(isnan(" + f + ") or abs(" + f + ") = double('infinity'))";
        } else if (type instanceof DateType) {
            impossible = "count_if(unix_date(" + f + ") not between -719162 and 2932896)";
        } else if (type instanceof TimestampType) {
            impossible = "count_if(unix_micros(" + f + ") not between -62135596800000000L and 253402300799999999L)";
        }
        return List.of(expr("count(" + f + ")"), expr(longest), expr(least), expr(greatest), expr(impossible));
    }

    private static @Nullable BigDecimal decimal(Row row, int at) {
        return row.isNullAt(at) ? null : new BigDecimal(row.getString(at));
    }
}
