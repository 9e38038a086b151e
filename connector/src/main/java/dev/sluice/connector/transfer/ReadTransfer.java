package dev.sluice.connector.transfer;

import static java.util.Objects.requireNonNull;

import dev.sluice.connector.context.Cancellation;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.context.TransferThread;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.jdbc.Purpose;
import dev.sluice.connector.jdbc.StatementWatch;
import dev.sluice.connector.publication.ObjectNames;
import dev.sluice.connector.publication.Workspace;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.sql.SearchCondition;
import dev.sluice.connector.sql.SelectStatement;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.connector.type.Export;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table or the result of a query.
 *
 * <pre>
 * preflight  columns, by metadata               nothing is moved
 * stage      ledger entry; the pool exports the rows as Parquet
 * verify     columns of what was exported; count that the pool told, or a hash of whole rows
 * clean      external objects; the files stay as long as Spark reads them
 * </pre>
 *
 * <p>Invariant: what comes out has the columns that were planned, or the transfer says that the table has changed.
 */
public final class ReadTransfer {

    private final Environment environment;
    private final TransferRequest.Read request;
    private final Access access;
    private final Statements statements;
    private final @Nullable SelectStatement query;
    private final @Nullable String where;

    /**
     * Makes a transfer.
     *
     * @throws TransferFailedException if the query is not one SELECT, or {@code where} not one condition
     */
    public ReadTransfer(Environment environment, TransferRequest.Read request, Access access) {
        this.environment = environment;
        this.request = request;
        this.access = access;
        this.statements = environment.statements();
        this.query = request.source().query() == null
                ? null
                : SelectStatement.parse(request.source().query());
        this.where = request.source().where() == null
                ? null
                : SearchCondition.parse("option where", request.source().where())
                        .sql();
    }

    /** Returns the columns that the read gives, without moving a row. */
    public List<PoolColumn> columns() {
        try (PoolSession session = pool(StatementWatch.NONE).open(sql -> {}, Purpose.READ)) {
            return chosen(describe(session));
        }
    }

    /** Runs the transfer and binds its rows to the view. */
    public TransferReceipt run() {
        if (query != null && request.source().limit() != null) {
            query.refuseLimit();
        }
        refuseView(request.view());
        return TransferThread.run(environment.spark().sparkContext(), cancellation -> {
            try (Recorder recorder = environment.recorder("read")) {
                bind(export(recorder, cancellation), request.view());
                return recorder.receipt(
                        request.table() == null ? null : request.table().toSql(), request.view());
            }
        });
    }

    /**
     * Exports the rows for Spark to read.
     *
     * @param planned the columns that Spark expects, as {@link #columns} gave them once
     * @throws TransferFailedException of {@link ErrorCode#SCHEMA_MISMATCH} if the table has others by now
     */
    public StagedRead export(List<PoolColumn> planned) {
        return TransferThread.run(environment.spark().sparkContext(), cancellation -> {
            try (Recorder recorder = environment.recorder("read")) {
                return export(recorder, cancellation, planned);
            }
        });
    }

    /**
     * Refuses the name of a view that cannot be made, before anything is asked of the pool.
     *
     * @throws TransferFailedException of {@link ErrorCode#INVALID_REQUEST}
     */
    static void refuseView(String view) {
        if (!view.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Invalid view name '" + view + "'",
                    "A temp view has a plain name",
                    "Use letters, digits and underscores");
        }
    }

    /** Makes or replaces a temp view over exported rows. */
    Dataset<Row> bind(StagedRead read, String view) {
        Dataset<Row> frame = read.frame(environment.spark(), environment.zone());
        frame.createOrReplaceTempView(view);
        return frame;
    }

    StagedRead export(Recorder recorder, Cancellation cancellation) {
        return export(recorder, cancellation, null);
    }

    private StagedRead export(Recorder recorder, Cancellation cancellation, @Nullable List<PoolColumn> planned) {
        recorder.phase(Phase.PREFLIGHT);
        PoolConnector pool = pool(cancellation);
        StagingPlace place =
                environment.resolver().staging(request.staging(), access.dataSource(), access.credential());
        try (PoolSession session = pool.open(recorder::statement, Purpose.READ)) {
            if (request.hooks().pre() != null) {
                // Before anything is asked of the table: it may be what makes it.
                session.execute(request.hooks().pre());
            }
            PlannedColumns columns = new PlannedColumns(request.table(), statements, session);
            columns.plan(planned == null ? chosen(describe(session)) : planned, () -> described(session));
            StagingArea area = StagingArea.open(place, environment.hadoop());
            try (Workspace workspace = Workspace.open(environment, area, pool, recorder, request)) {
                return staged(recorder, session, workspace, columns, cancellation);
            }
        }
    }

    private StagedRead staged(
            Recorder recorder,
            PoolSession session,
            Workspace workspace,
            PlannedColumns columns,
            Cancellation cancellation) {
        try {
            long rows = stage(recorder, session, workspace, columns);
            cancellation.pointOfNoReturn();
            recorder.phase(Phase.CLEAN);
            workspace.dropObjects(session);
            PostHook.run(request.hooks(), session, recorder);
            workspace.exported();
            return new StagedRead(workspace.data(), columns.columns(), workspace.lease(), rows);
        } catch (TransferFailedException e) {
            cancellation.shield();
            throw workspace.abandon(e);
        } catch (Exception | Error e) {
            // Spark throws its checked SparkException from Scala without declaring it.
            cancellation.shield();
            throw workspace.abandon(SparkJob.translate(
                    "The staged rows could not be read",
                    workspace.area().place().root(),
                    e));
        }
    }

    private long stage(Recorder recorder, PoolSession session, Workspace workspace, PlannedColumns planned) {
        recorder.phase(Phase.STAGE);
        List<PoolColumn> columns = planned.columns();
        ObjectNames names = workspace.names(
                request.table() == null ? "dbo" : request.table().schema());
        ExternalObjects objects = new ExternalObjects(
                statements, workspace, names, workspace.area().location(workspace.data()));
        workspace.announce(objects.all());
        // An export of no rows may make no folder, and Spark reads no folder that is not there.
        workspace.area().create(workspace.data());
        if (query != null && !query.order().isEmpty()) {
            recorder.warn("ORDER BY of the query was left out: the rows of a view have no order");
        }
        Optional<Long> exported;
        try {
            exported = objects.export(session, with() + select(columns) + option());
        } catch (TransferFailedException e) {
            throw planned.explain(e);
        }
        planned.refuseOtherExport(
                session.columns(statements.select(List.of("*"), names.external().toSqlInDatabase(), null, 0L)));
        recorder.staged(workspace.area().contents(workspace.data()));
        recorder.phase(Phase.VERIFY);
        return verified(recorder, session, workspace, names, columns, exported);
    }

    private long verified(
            Recorder recorder,
            PoolSession session,
            Workspace workspace,
            ObjectNames names,
            List<PoolColumn> columns,
            Optional<Long> exported) {
        ExportedRows rows = ExportedRows.measure(
                environment,
                columns,
                workspace.data(),
                request.verify(),
                request.source().loss(),
                recorder);
        if (request.verify() != Verification.NONE) {
            rows.requireCount(exported);
        }
        if (request.verify() == Verification.CHECKSUM) {
            // A limited export need not be repeatable: it is compared with itself.
            boolean repeatable = request.source().limit() == null;
            rows.requireEqual(
                    session,
                    statements,
                    with(),
                    repeatable
                            ? "(" + select(columns) + ") AS s"
                            : names.external().toSqlInDatabase());
        }
        return rows.rows();
    }

    private String select(List<PoolColumn> columns) {
        // Named as planned, whatever case the table has the name in by now: Spark finds columns of files by their
        // names.
        List<String> expressions = columns.stream()
                .map(column -> Export.expression(column) + " AS " + column.toSql())
                .toList();
        return statements.select(expressions, from(), where, request.source().limit());
    }

    /** Returns the common table expressions of the query: they stand before the whole statement. */
    private String with() {
        return query == null ? "" : query.with();
    }

    private String option() {
        return SelectStatement.option(query == null ? "" : query.hints(), request.label());
    }

    private List<DescribedColumn> described(PoolSession session) {
        return session.columns(with() + statements.select(List.of("*"), from(), null, 0L));
    }

    private List<PoolColumn> describe(PoolSession session) {
        List<String> names = request.source().columns();
        return described(session).stream()
                // A column that cannot be exported may be left out by choosing the others.
                .filter(column -> names.isEmpty() || names.stream().anyMatch(name -> same(name, column.name())))
                .map(DescribedColumn::toPoolColumn)
                .toList();
    }

    private List<PoolColumn> chosen(List<PoolColumn> columns) {
        if (request.source().columns().isEmpty()) {
            return columns;
        }
        List<PoolColumn> chosen = new ArrayList<>();
        for (String name : request.source().columns()) {
            chosen.add(columns.stream()
                    .filter(column -> same(name, column.name()))
                    .findFirst()
                    .orElseThrow(() -> TransferFailedException.of(
                            ErrorCode.INVALID_REQUEST,
                            "There is no column " + name,
                            "The table or query has "
                                    + columns.stream().map(PoolColumn::name).toList() + " of those that are asked for",
                            "Correct the option columns")));
        }
        return chosen;
    }

    private String from() {
        return request.table() == null
                ? requireNonNull(query, "query").derivedTable()
                : request.table().toSqlInDatabase();
    }

    private static boolean same(@Nullable String name, String other) {
        return name != null && Mapping.fold(name).equals(Mapping.fold(other));
    }

    private PoolConnector pool(StatementWatch watch) {
        return new PoolConnector(
                environment.resolver().endpoint(request.pool(), access.password(), request.table()),
                environment.tokens(),
                watch);
    }
}
