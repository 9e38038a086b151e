package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.verification.ColumnFacts.Found;
import dev.sluice.connector.verification.Survey;
import dev.sluice.transfer.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/** Refuses values that a SQL pool does not have. */
final class StagedValues {

    private StagedValues() {}

    /**
     * Refuses values that no SQL pool has, whatever the target is.
     *
     * @param name name of the frame as the user wrote it
     * @throws TransferFailedException if there are some, naming all such columns and a line of code that mends them
     */
    static void refuseImpossible(Survey survey, Frame frame, String name) {
        List<String> reasons = new ArrayList<>();
        Map<String, String> mended = new LinkedHashMap<>();
        for (int i = 0; i < survey.facts().size(); i++) {
            String column = frame.fields().get(i).name();
            String quoted = Remedy.quoted(column);
            Found impossible = survey.facts().get(i).impossible();
            Found malformed = survey.facts().get(i).malformed();
            DataType type = frame.fields().get(i).dataType();
            if (impossible.any() && (type instanceof DoubleType || type instanceof FloatType)) {
                reasons.add(column + ": " + impossible.counted("value", "is", "are") + " NaN or infinite, such as "
                        + impossible.example());
                mended.put(
                        column,
                        "if(isnan(" + quoted + ") or abs(" + quoted + ") = double('infinity'), null, " + quoted + ")");
            } else if (impossible.any()) {
                reasons.add(column + ": " + impossible.counted("value", "has", "have")
                        + " a year outside 1 to 9999, such as " + impossible.example());
                mended.put(column, "if(year(" + quoted + ") between 1 and 9999, " + quoted + ", null)");
            } else if (malformed.any()) {
                reasons.add(column + ": " + malformed.counted("text", "is", "are") + " no UTF-8, such as "
                        + malformed.example());
                mended.put(column, "decode(cast(" + quoted + " as binary), 'UTF-8')");
            }
        }
        if (reasons.isEmpty()) {
            return;
        }
        throw TransferFailedException.of(
                ErrorCode.VALUE_OUT_OF_RANGE,
                (mended.size() == 1 ? "Column " : "Columns ") + String.join(", ", mended.keySet())
                        + (mended.size() == 1 ? " has" : " have") + " values that a SQL pool does not have",
                String.join("; ", reasons),
                "Write other values, in Python or Scala: " + Remedy.select(name, frame.names(), mended));
    }
}
