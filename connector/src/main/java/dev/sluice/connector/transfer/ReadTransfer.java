package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.spark.SessionEnd;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.Lease;
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
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table or the result of a query.
 *
 * <pre>
 * preflight  columns, by metadata               nothing is moved
 * stage      ledger entry; the pool exports the rows as Parquet
 * verify     count, or fingerprints of every column
 * clean      external objects; the files stay as long as Spark reads them
 * </pre>
 */
public final class ReadTransfer {

    private final Environment environment;
    private final TransferRequest.Read request;
    private final Access access;
    private final Statements statements;

    public ReadTransfer(Environment environment, TransferRequest.Read request, Access access) {
        this.environment = environment;
        this.request = request;
        this.access = access;
        this.statements = environment.statements();
    }

    /** Returns the columns that the read gives, without moving a row. */
    public List<PoolColumn> columns() {
        try (PoolSession session = pool().open(sql -> {})) {
            return chosen(describe(session));
        }
    }

    /** Runs the transfer and binds its rows to the view. */
    public TransferReceipt run() {
        try (Recorder recorder = environment.recorder("read")) {
            StagedRead read = export(recorder);
            bind(read, request.view());
            return recorder.receipt(
                    request.table() == null ? null : request.table().toSql(), request.view());
        }
    }

    /** Exports the rows for Spark to read. */
    public StagedRead export() {
        try (Recorder recorder = environment.recorder("read")) {
            return export(recorder);
        }
    }

    /** Makes or replaces a temp view over exported rows. */
    Dataset<Row> bind(StagedRead read, String view) {
        Dataset<Row> frame = read.frame(environment.spark(), environment.zone());
        if (!view.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Invalid view name '" + view + "'",
                    "A temp view has a plain name",
                    "Use letters, digits and underscores");
        }
        frame.createOrReplaceTempView(view);
        return frame;
    }

    StagedRead export(Recorder recorder) {
        recorder.phase(Phase.PREFLIGHT);
        PoolConnector pool = pool();
        StagingPlace place =
                environment.resolver().staging(request.staging(), access.dataSource(), access.credential());
        try (PoolSession session = pool.open(recorder::statement)) {
            List<PoolColumn> columns = chosen(describe(session));
            StagingArea area = StagingArea.open(place, environment.hadoop());
            SessionEnd.onEnd(environment.spark().sparkContext(), Lease::closeAll);
            Workspace workspace = Workspace.open(environment, area, pool, recorder, "read");
            try {
                return stage(recorder, session, workspace, columns);
            } catch (TransferFailedException e) {
                throw workspace.abandon(e);
            } catch (Exception | Error e) {
                // Spark throws its checked SparkException from Scala without declaring it.
                throw workspace.abandon(SparkJob.translate("The staged rows could not be read", place.root(), e));
            }
        }
    }

    private StagedRead stage(Recorder recorder, PoolSession session, Workspace workspace, List<PoolColumn> columns) {
        recorder.phase(Phase.STAGE);
        ObjectNames names = new ObjectNames(
                workspace.id(),
                request.table() == null ? "dbo" : request.table().schema(),
                workspace.area().place().dataSource());
        ExternalObjects objects = new ExternalObjects(
                statements, workspace, names, workspace.area().location(workspace.data()));
        workspace.announce(objects.drops());
        // An export of no rows may make no folder, and Spark reads no folder that is not there.
        workspace.area().create(workspace.data());
        if (request.pre() != null) {
            session.execute(request.pre());
        }
        objects.export(session, select(columns), request.label());
        recorder.staged(workspace.area().contents(workspace.data()));
        recorder.phase(Phase.VERIFY);
        StagedRead read = verified(recorder, session, workspace, names, columns);
        recorder.phase(Phase.CLEAN);
        workspace.dropObjects(session);
        if (request.post() != null) {
            session.execute(request.post());
        }
        return read;
    }

    private StagedRead verified(
            Recorder recorder, PoolSession session, Workspace workspace, ObjectNames names, List<PoolColumn> columns) {
        StagedRead unread = new StagedRead(workspace.data(), columns, Lease.of(workspace.area(), workspace.id()), 0);
        Dataset<Row> staged = unread.staged(environment.spark());
        long rows = ExportedClocks.rows(staged, columns, environment.zone(), recorder);
        recorder.rows(rows);
        String external = names.external().toSqlInDatabase();
        if (request.verify() != Verification.NONE) {
            long exported = session.number(statements.select(List.of("COUNT_BIG(*)"), external, null, null));
            if (exported != rows) {
                throw TransferFailedException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "Spark reads " + rows + " rows of " + exported + " that the SQL pool exported",
                        "Staged files and what Spark reads of them differ",
                        "Run the transfer again");
            }
        }
        if (request.verify() == Verification.CHECKSUM) {
            // A limited export need not be repeatable: it is compared with itself.
            String from = request.limit() == null ? "(" + select(columns) + ") AS s" : external;
            recorder.fingerprints(Fingerprints.compare(
                    staged,
                    session,
                    statements,
                    from,
                    columns.stream()
                            .map(column -> new Fingerprints.Pair(
                                    column.name(), column, column.toSql(), Export.exportedType(column.type())))
                            .toList()));
        }
        return new StagedRead(workspace.data(), columns, unread.lease(), rows);
    }

    private String select(List<PoolColumn> columns) {
        String query = request.query();
        if (query != null && isCommonTableExpression(query)) {
            return asItStands(query, columns);
        }
        List<String> expressions = columns.stream()
                .map(column -> {
                    String expression = Export.expression(column);
                    return expression.equals(column.toSql()) ? expression : expression + " AS " + column.toSql();
                })
                .toList();
        return statements.select(expressions, from(), request.where(), request.limit());
    }

    /** A query that begins with WITH cannot stand inside another one. */
    private String asItStands(String query, List<PoolColumn> columns) {
        boolean plain = request.columns().isEmpty() && request.where() == null && request.limit() == null;
        if (!plain) {
            throw cannotWrap("The options columns, where and limit need it to stand inside another query");
        }
        for (PoolColumn column : columns) {
            if (!Export.expression(column).equals(column.toSql())) {
                throw cannotWrap("Its column " + column.name() + " of type " + column.type()
                        + " has to be cast, which needs it to stand inside another query");
            }
        }
        return query;
    }

    private static TransferFailedException cannotWrap(String why) {
        return TransferFailedException.of(
                ErrorCode.INVALID_REQUEST,
                "Cannot read a query that begins with WITH",
                why,
                "Write the common table expression as a subquery, as in SELECT ... FROM (SELECT ...) AS name");
    }

    private List<PoolColumn> describe(PoolSession session) {
        String query = request.query();
        List<DescribedColumn> columns = query != null && isCommonTableExpression(query)
                ? session.describe(query)
                : session.columns(statements.select(List.of("*"), from(), null, 0L));
        List<String> names = request.columns();
        return columns.stream()
                // A column that cannot be exported may be left out by choosing the others.
                .filter(column -> names.isEmpty() || names.stream().anyMatch(name -> same(name, column.name())))
                .map(DescribedColumn::toPoolColumn)
                .toList();
    }

    private List<PoolColumn> chosen(List<PoolColumn> columns) {
        if (request.columns().isEmpty()) {
            return columns;
        }
        List<PoolColumn> chosen = new ArrayList<>();
        for (String name : request.columns()) {
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
        return request.table() != null
                ? request.table().toSqlInDatabase()
                : "(" + withoutEnd(String.valueOf(request.query())) + ") AS q";
    }

    private static String withoutEnd(String query) {
        String bare = query.strip();
        return bare.endsWith(";") ? bare.substring(0, bare.length() - 1).strip() : bare;
    }

    private static boolean isCommonTableExpression(String query) {
        return query.strip().toLowerCase(Locale.ROOT).startsWith("with ");
    }

    private static boolean same(@Nullable String name, String other) {
        return name != null && Mapping.fold(name).equals(Mapping.fold(other));
    }

    private PoolConnector pool() {
        return new PoolConnector(
                environment.resolver().endpoint(request.pool(), access.password(), request.table()),
                environment.tokens());
    }
}
