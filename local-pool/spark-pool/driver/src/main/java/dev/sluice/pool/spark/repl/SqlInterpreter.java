package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One SQL statement per cell, shown with its schema and at most {@code livy.rsc.sql.num-rows} rows. */
final class SqlInterpreter implements Interpreter {

    private static final Logger LOG = LoggerFactory.getLogger(SqlInterpreter.class);

    private final SparkSession spark;
    private final int maxRows;
    private final ObjectMapper mapper = new ObjectMapper();

    SqlInterpreter(SparkSession spark, int maxRows) {
        this.spark = spark;
        this.maxRows = maxRows;
    }

    @Override
    public Outcome run(int statement, String code) {
        try {
            return table(spark.sql(code));
        } catch (Exception e) {
            // Spark throws checked exceptions that Scala does not declare; each of them is the statement's failure.
            LOG.debug("Statement {} failed", statement, e);
            List<String> trace = Arrays.stream(e.getStackTrace())
                    .map(StackTraceElement::toString)
                    .toList();
            return new Outcome.Failure(Outcome.Failure.ERROR, message(e), trace);
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    }

    private Outcome table(Dataset<Row> result) throws JsonProcessingException {
        ObjectNode table = mapper.createObjectNode();
        table.set("schema", mapper.readTree(result.schema().json()));
        ArrayNode rows = table.putArray("data");
        result.takeAsList(maxRows).forEach(row -> rows.add(RowJson.of(row)));
        ObjectNode data = mapper.createObjectNode();
        data.set(Outcome.JSON, table);
        return new Outcome.Success(data);
    }

    @Override
    public List<String> complete(String code, int cursor) {
        return List.of();
    }
}
