package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.json4s.DefaultFormats$;
import org.json4s.Extraction$;
import org.json4s.Formats;
import org.json4s.JsonAST.JValue;
import org.json4s.jackson.JsonMethods$;

/** Scala values as JSON, by json4s as in Livy: case classes by their fields, collections as arrays. */
final class ScalaValues {

    /** How many elements of a distributed collection the magics show. */
    private static final int DISTRIBUTED_ROWS = 10;

    /** As deep as values of Python cells may be nested; readers stop not far behind. */
    private static final int MAX_DEPTH = 500;

    /** A long text is not refused here: it is told as an output that is too long. */
    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final Formats formats = DefaultFormats$.MODULE$;

    /**
     * Returns {@code value} as JSON. Of an RDD the first ten elements; of a DataFrame, which Livy cannot show, the first
     * ten rows as objects.
     */
    JsonNode json(Object value) throws JsonProcessingException {
        if (value instanceof Dataset<?> frame) {
            return mapper.readTree('[' + String.join(",", frame.toJSON().takeAsList(DISTRIBUTED_ROWS)) + ']');
        }
        Object local = value instanceof RDD<?> rdd ? rdd.take(DISTRIBUTED_ROWS) : value;
        JValue json = Extraction$.MODULE$.decompose(local, formats);
        JsonMethods$ methods = JsonMethods$.MODULE$;
        return mapper.readTree(methods.compact(methods.render(json, formats)));
    }

    /** Returns in one line why a value has no form in JSON. */
    static String reason(Throwable failure) {
        return failure instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(failure.getMessage());
    }
}
