package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.DescribedColumn;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.publication.ObjectNames;
import dev.sluice.connector.publication.Publication;
import dev.sluice.connector.publication.Publisher;
import dev.sluice.connector.publication.Workspace;
import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.Belongings;
import dev.sluice.connector.staging.LakeFolder;
import dev.sluice.connector.staging.PublishedFolders.Ownership;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.TransferRequest;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Publishes staged files as an external table.
 *
 * <pre>
 * location/transfer id/part-*.parquet               rows of the write that made or replaced the table
 * location/transfer id/other transfer id/part-*     rows that a later transfer added
 * location/.../_sluice.json                         in each of these folders, whose it is
 * </pre>
 *
 * <p>Files come in by one rename of their folder, so that a reader sees all rows of a transfer or none. A replaced table is
 * dropped and made again, because a SQL pool renames no external table: readers may miss it for a moment.
 */
final class ExternalWrite {

    private final StagedWrite write;
    private final Statements statements;
    private final TransferRequest.Write request;
    private final Workspace workspace;
    private final Publisher publisher;
    private final Recorder recorder;
    private final ObjectNames names;

    ExternalWrite(StagedWrite write) {
        this.write = write;
        this.statements = write.statements();
        this.request = write.request();
        this.workspace = write.workspace();
        this.publisher = write.publisher();
        this.recorder = write.recorder();
        this.names = write.names();
    }

    Publication run(PoolSession session, WritePlan plan, StagedRows staged) {
        write.load(session, plan, List.of());
        write.verify(session, plan, staged, names.external(), plan.external());
        recorder.phase(Phase.PUBLISH);
        if (plan.action() == WritePlan.Action.APPEND) {
            return append(session, plan.rows());
        }
        Publication publication = define(session, plan);
        if (publication instanceof Publication.Published) {
            equip(session, plan);
        }
        return publication;
    }

    /** Gives the new definition what the dropped one had. The rows are there: what fails is a warning. */
    private void equip(PoolSession session, WritePlan plan) {
        List<String> again = plan.target()
                .map(target -> target.attachments().madeAgain(statements, request.table()))
                .orElse(List.of());
        for (String statement : again) {
            try {
                session.execute(statement);
            } catch (TransferFailedException e) {
                recorder.warn("The table was made anew, and what it had before is not whole yet ("
                        + e.failure().why() + "). Run " + statement);
            }
        }
    }

    private Publication append(PoolSession session, long rows) {
        Path from = workspace.data();
        Path to =
                new Path(container() + place(session).location(), workspace.id().text());
        workspace.area().published().mark(from, to, workspace.entry(), List.of());
        return publisher.publish(new Publisher.Act(
                request.table(),
                new Publishing.Move(from.toString(), to.toString()),
                List.of(),
                rows,
                () -> workspace.area().move(from, to)));
    }

    private Publication define(PoolSession session, WritePlan plan) {
        Path from = workspace.data();
        Path to = new Path(
                ExternalFolder.of(request, workspace.area().place()),
                workspace.id().text());
        ExternalTable table = new ExternalTable(
                request.table(), workspace.area().location(to), names.dataSource(), names.fileFormat());
        ExternalTable replaced = plan.target().isPresent() ? place(session) : null;
        Belongings former = replaced == null ? Belongings.NONE : former(session, replaced);
        List<PoolColumn> columns = plan.target().map(Target::columns).orElse(List.of()).stream()
                .map(DescribedColumn::toPoolColumn)
                .toList();
        workspace.area().published().mark(from, to, workspace.entry(), kept(table));
        return publisher.publish(new Publisher.Act(
                request.table(),
                new Publishing.Define(
                        table,
                        from.toString(),
                        to.toString(),
                        replaced,
                        columns,
                        former.folders().stream().findFirst().orElse(null),
                        former.objects()),
                List.of(to),
                plan.rows(),
                () -> {
                    workspace.area().move(from, to);
                    if (replaced != null) {
                        session.execute(statements.drop(PoolObject.externalTable(request.table())));
                    }
                    session.execute(statements.createExternalTable(table, plan.columns()));
                }));
    }

    /** Returns what a table keeps of what its transfer made, if that made it, in the order to drop it in. */
    private static List<PoolObject> kept(ExternalTable table) {
        return List.of(PoolObject.fileFormat(table.fileFormat()), PoolObject.dataSource(table.dataSource()));
    }

    /** Returns what goes with the table to replace, as the mark of its folder proves, unless another table shows the folder. */
    private Belongings former(PoolSession session, ExternalTable replaced) {
        Path folder = new Path(container() + replaced.location());
        Ownership ownership = workspace.area().published().of(folder, workspace.entry());
        if (ownership instanceof Ownership.Unproven doubt) {
            recorder.warn("The replaced table's files are still there: " + folder + ". " + doubt.why());
        }
        if (!(ownership instanceof Ownership.Own own)) {
            return Belongings.NONE;
        }
        if (ExternalFolder.isShared(request, session, statements, folder)) {
            recorder.warn("The replaced table's files are still there, because another table shows them: " + folder);
            return Belongings.NONE;
        }
        return new Belongings(kept(replaced).stream().filter(own.mark()::proves).toList(), List.of(folder.toString()));
    }

    private ExternalTable place(PoolSession session) {
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
        return new ExternalTable(
                request.table(),
                String.valueOf(place.get(0)),
                String.valueOf(place.get(1)),
                String.valueOf(place.get(2)));
    }

    private String container() {
        URI root = workspace.area().place().root();
        return root.getScheme() + "://" + (root.getRawAuthority() == null ? "" : root.getRawAuthority());
    }
}
