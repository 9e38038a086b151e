package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.runtime.RaisedFailures;
import dev.sluice.pool.sql.query.runtime.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;

/** A function of Java that DuckDB calls with chunks of rows. */
final class RowFunction {

    private final String name;
    private final DuckDBColumnType result;
    private final Body body;
    private final List<DuckDBColumnType> parameters;
    private final Stability stability;

    RowFunction(String name, DuckDBColumnType result, Body body, DuckDBColumnType... parameters) {
        this(name, result, body, List.of(parameters), Stability.CONSISTENT);
    }

    private RowFunction(
            String name, DuckDBColumnType result, Body body, List<DuckDBColumnType> parameters, Stability stability) {
        this.name = name;
        this.result = result;
        this.body = body;
        this.parameters = parameters;
        this.stability = stability;
    }

    /** Returns the same, which DuckDB calls for each row and never beforehand. */
    RowFunction calledForEachRow() {
        return new RowFunction(name, result, body, parameters, Stability.VOLATILE);
    }

    /** What it yields for one row without NULLs. */
    interface Body {
        Object value(Row row);
    }

    /** One row of the arguments. */
    record Row(List<DuckDBReadableVector> vectors, long index) {

        String text(int column) {
            return vectors.get(column).getString(index);
        }

        int integer(int column) {
            return vectors.get(column).getInt(index);
        }

        long number(int column) {
            return vectors.get(column).getLong(index);
        }

        double floating(int column) {
            return vectors.get(column).getDouble(index);
        }

        LocalDateTime time(int column) {
            return vectors.get(column).getLocalDateTime(index);
        }

        private boolean complete() {
            for (DuckDBReadableVector vector : vectors) {
                if (vector.isNull(index)) {
                    return false;
                }
            }
            return true;
        }
    }

    void register(Connection connection) throws SQLException {
        register(connection, "tsql_" + name, OnError.FAIL);
        register(connection, "try_tsql_" + name, OnError.NULL);
    }

    private enum Stability {
        CONSISTENT,
        VOLATILE
    }

    private enum OnError {
        FAIL,
        NULL
    }

    private void register(Connection connection, String sqlName, OnError onError) throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(sqlName)
                    .withParameters(parameters.toArray(new DuckDBColumnType[0]))
                    .withReturnType(result)
                    .withVectorizedFunction((chunk, out) -> run(chunk, out, onError));
            if (stability == Stability.VOLATILE) {
                builder.withVolatile();
            }
            builder.register(connection);
        }
    }

    private void run(DuckDBDataChunkReader chunk, DuckDBWritableVector out, OnError onError) {
        List<DuckDBReadableVector> vectors = parameters.isEmpty()
                ? List.of()
                : java.util.stream.IntStream.range(0, parameters.size())
                        .mapToObj(chunk::vector)
                        .toList();
        for (long index = 0; index < chunk.rowCount(); index++) {
            Row row = new Row(vectors, index);
            if (!row.complete()) {
                out.setNull(index);
                continue;
            }
            try {
                put(out, index, body.value(row));
            } catch (SqlFailure e) {
                if (onError == OnError.FAIL) {
                    throw RaisedFailures.raise(e);
                }
                out.setNull(index);
            }
        }
    }

    private void put(DuckDBWritableVector out, long index, Object value) {
        if (value instanceof String text) {
            out.setString(index, text);
        } else if (value instanceof Integer number) {
            out.setInt(index, number);
        } else if (value instanceof Long number) {
            out.setLong(index, number);
        } else if (value instanceof Double number) {
            out.setDouble(index, number);
        } else if (value instanceof Boolean truth) {
            out.setBoolean(index, truth);
        } else {
            out.setTimestamp(index, (LocalDateTime) value);
        }
    }
}
