package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.LakeFolder;
import dev.sluice.connector.staging.TransferId;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Publishes staged files as an external table.
 *
 * <pre>
 * location/transfer id/part-*.parquet               rows of the write that made or replaced the table
 * location/transfer id/other transfer id/part-*     rows that a later transfer added
 * </pre>
 *
 * <p>Files come in by one rename of their folder, so that a reader sees all rows of a transfer or none. A replaced table is
 * dropped and made again, because a SQL pool renames no external table: readers may miss it for a moment.
 */
final class ExternalWrite {

    private final Statements statements;
    private final TransferRequest.Write request;
    private final Workspace workspace;
    private final Recorder recorder;
    private final ObjectNames names;

    ExternalWrite(Statements statements, TransferRequest.Write request, Workspace workspace, Recorder recorder) {
        this.statements = statements;
        this.request = request;
        this.workspace = workspace;
        this.recorder = recorder;
        this.names = new ObjectNames(
                workspace.id(),
                request.table().schema(),
                workspace.area().place().dataSource());
    }

    void run(PoolSession session, WritePlan plan, Dataset<Row> staged) {
        recorder.phase(Phase.LOAD);
        ExternalObjects objects = new ExternalObjects(
                statements, workspace, names, workspace.area().location(workspace.data()));
        workspace.announce(objects.drops());
        // Over the staged files first: what the pool cannot read is found before anything of the user changes.
        objects.overFiles(session, plan.external());
        verify(session, plan, staged);
        recorder.phase(Phase.PUBLISH);
        if (plan.action() == WritePlan.Action.APPEND) {
            append(session);
        } else {
            define(session, plan);
        }
    }

    private void verify(PoolSession session, WritePlan plan, Dataset<Row> staged) {
        recorder.phase(Phase.VERIFY);
        String external = names.external().toSqlInDatabase();
        if (request.verify() != Verification.NONE) {
            long seen = session.number(statements.select(List.of("COUNT_BIG(*)"), external, null, null));
            if (seen != plan.rows()) {
                throw TransferFailedException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "The SQL pool sees " + seen + " rows of " + plan.rows(),
                        "Staged files and what the pool reads of them differ",
                        "Nothing was published. Run the transfer again");
            }
        }
        if (request.verify() == Verification.CHECKSUM) {
            List<Fingerprints.Pair> pairs = plan.external().stream()
                    .map(column -> new Fingerprints.Pair(column.name(), column, column.toSql(), column.type()))
                    .toList();
            recorder.fingerprints(Fingerprints.compare(staged, session, statements, external, pairs));
        }
    }

    private void append(PoolSession session) {
        List<@Nullable String> place = place(session);
        Path folder = new Path(container() + place.get(0));
        workspace.area().move(workspace.data(), new Path(folder, workspace.id().text()));
    }

    private void define(PoolSession session, WritePlan plan) {
        Path folder = new Path(
                ExternalFolder.of(request, workspace.area().place()),
                workspace.id().text());
        List<@Nullable String> former = plan.target().isPresent() ? place(session) : List.of();
        workspace.area().move(workspace.data(), folder);
        // From here on the data source and the format belong to the table.
        String dropSource = statements.dropDataSource(names.dataSource());
        String dropFormat = statements.dropFileFormat(names.fileFormat());
        ExternalTable table = new ExternalTable(
                request.table(), workspace.area().location(folder), names.dataSource(), names.fileFormat());
        try {
            if (plan.target().isPresent()) {
                session.execute(statements.dropExternalTable(request.table()));
            }
            session.execute(statements.createExternalTable(table, plan.columns()));
        } catch (TransferFailedException e) {
            workspace.area().delete(folder);
            throw e;
        }
        workspace.release(dropSource);
        workspace.release(dropFormat);
        if (!former.isEmpty()) {
            forget(session, former);
        }
    }

    /** Drops what the replaced table had for itself. Objects and folders of others stay. */
    private void forget(PoolSession session, List<@Nullable String> former) {
        List<String> drops = new ArrayList<>();
        String format = former.get(2);
        if (format != null && format.startsWith("sluice_format_")) {
            drops.add(statements.dropFileFormat(format));
        }
        String source = former.get(1);
        if (source != null && source.startsWith("sluice_source_")) {
            drops.add(statements.dropDataSource(source));
        }
        try {
            drops.forEach(session::execute);
            Path folder = new Path(container() + former.get(0));
            boolean ours = source != null && source.startsWith("sluice_source_") && TransferId.isOne(folder.getName());
            if (ours && ExternalFolder.isShared(request, session, statements, folder)) {
                recorder.warn(
                        "The replaced table's files are still there, because another table shows them: " + folder);
            } else if (ours) {
                workspace.area().delete(folder);
            }
        } catch (TransferFailedException e) {
            recorder.warn("The replaced table's files or objects are still there: "
                    + e.failure().why());
        }
    }

    private List<@Nullable String> place(PoolSession session) {
        List<@Nullable String> place = session.firstRow(statements.externalPlace(request.table()))
                .orElseThrow(() -> TransferFailedException.of(
                        ErrorCode.TABLE_NOT_FOUND,
                        "Table " + request.table().toSql() + " does not exist",
                        "It was dropped meanwhile",
                        "Run the transfer again"));
        String root = String.valueOf(place.get(3));
        if (!LakeFolder.of(new Path(root)).equals(LakeFolder.of(new Path(container() + "/")))) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The files of " + request.table().toSql() + " are in " + root,
                    "Staged files can be moved within one container only, and the staging folder is in " + container(),
                    "Give the option staging a folder in " + root);
        }
        return place;
    }

    private String container() {
        URI root = workspace.area().place().root();
        return root.getScheme() + "://" + (root.getRawAuthority() == null ? "" : root.getRawAuthority());
    }
}
