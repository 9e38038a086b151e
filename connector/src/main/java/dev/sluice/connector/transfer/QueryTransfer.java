package dev.sluice.connector.transfer;

import static org.apache.spark.sql.functions.col;

import dev.sluice.connector.context.Cancellation;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.context.TransferThread;
import dev.sluice.connector.jdbc.Cells;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.jdbc.Purpose;
import dev.sluice.connector.sql.SelectStatement;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.ReadSource;
import dev.sluice.transfer.ResultTable;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Shows the first rows of a query. Without a view they come over the connection; with one, all rows are exported and bound to
 * it, and the first of them are shown.
 */
public final class QueryTransfer {

    private final Environment environment;
    private final TransferRequest.Query request;

    public QueryTransfer(Environment environment, TransferRequest.Query request) {
        this.environment = environment;
        this.request = request;
    }

    /**
     * Runs the query.
     *
     * @throws dev.sluice.connector.failure.TransferFailedException if it is not one SELECT: nothing is sent then
     */
    public TransferReceipt run() {
        SelectStatement query = SelectStatement.parse(request.sql());
        String view = request.view();
        if (view != null) {
            ReadTransfer.refuseView(view);
        }
        return TransferThread.run(environment.spark().sparkContext(), cancellation -> run(query, view, cancellation));
    }

    private TransferReceipt run(SelectStatement query, @Nullable String view, Cancellation cancellation) {
        try (Recorder recorder = environment.recorder("query")) {
            if (view == null) {
                recorder.phase(Phase.LOAD);
                ResultTable table;
                try (PoolSession session = pool(cancellation).open(recorder::statement, Purpose.READ)) {
                    table = session.query(query.standing(request.label()), this::first);
                }
                recorder.rows(table.rows().size());
                recorder.result(table);
                return recorder.receipt(null, null);
            }
            ReadTransfer read = new ReadTransfer(environment, asRead(view), Access.CONFIGURED);
            StagedRead staged = read.export(recorder, cancellation);
            recorder.result(shown(read.bind(staged, view), staged, view));
            return recorder.receipt(null, view);
        }
    }

    private ResultTable shown(Dataset<Row> frame, StagedRead staged, String view) {
        try {
            return show(frame, staged.columns());
        } catch (Exception | Error e) {
            // Spark throws its checked SparkException from Scala without declaring it.
            throw SparkJob.translate(
                            "The rows of the view " + view + " could not be shown",
                            staged.folder().toUri(),
                            e)
                    .withFix("The view holds the rows: show them by its name, or run the cell again");
        }
    }

    private ResultTable first(ResultSet rows) throws SQLException {
        ResultTable table = Cells.read(rows, request.limit());
        if (table.truncated()) {
            // Tells the server that nobody waits for the rest.
            rows.getStatement().cancel();
        }
        return table;
    }

    private TransferRequest.Read asRead(String view) {
        return new TransferRequest.Read(
                request.id(),
                request.pool(),
                ReadSource.ofQuery(request.sql()),
                view,
                null,
                Hooks.NONE,
                Verification.COUNT,
                request.label());
    }

    private ResultTable show(Dataset<Row> frame, List<PoolColumn> columns) {
        Column[] texts =
                Arrays.stream(frame.schema().fields()).map(QueryTransfer::shown).toArray(Column[]::new);
        // One more tells whether there are more.
        int most = Math.min(request.limit(), Integer.MAX_VALUE - 1) + 1;
        Row[] rows = (Row[]) frame.select(texts).take(most);
        List<List<@Nullable Object>> table = new ArrayList<>();
        for (Row row : Arrays.asList(rows).subList(0, Math.min(rows.length, request.limit()))) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                boolean time = frame.schema().apply(i).dataType() instanceof TimestampType;
                cells.add(time ? Cells.iso(row.getString(i)) : Cells.cell(row.get(i)));
            }
            table.add(cells);
        }
        return new ResultTable(
                columns.stream()
                        .map(column -> new ResultTable.Column(
                                column.name(), column.type().toSql()))
                        .toList(),
                table,
                rows.length > request.limit());
    }

    /** Dates and times are shown by Spark itself, in the session's time zone and calendar. */
    private static Column shown(StructField field) {
        Column column = col('`' + field.name().replace("`", "``") + '`');
        DataType type = field.dataType();
        return type instanceof TimestampType || type instanceof DateType
                ? column.cast("string").as(field.name())
                : column;
    }

    private PoolConnector pool(Cancellation cancellation) {
        return new PoolConnector(
                environment.resolver().endpoint(request.pool(), null, null), environment.tokens(), cancellation);
    }
}
