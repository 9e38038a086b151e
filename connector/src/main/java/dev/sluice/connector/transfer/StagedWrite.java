package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.publication.ObjectNames;
import dev.sluice.connector.publication.Publisher;
import dev.sluice.connector.publication.Workspace;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferRequest;
import java.util.ArrayList;
import java.util.List;

/** Staged rows on their way into a table: what those who publish them inside the SQL pool and outside of it share. */
record StagedWrite(
        Statements statements,
        TransferRequest.Write request,
        Workspace workspace,
        Publisher publisher,
        Recorder recorder) {

    ObjectNames names() {
        return workspace.names(request.table().schema());
    }

    /**
     * Lets the SQL pool read the staged files as an external table. What it cannot read is found here, before anything of the
     * user changes.
     *
     * @param more what is going to be made beside that
     */
    void load(PoolSession session, WritePlan plan, List<PoolObject> more) {
        recorder.phase(Phase.LOAD);
        ExternalObjects objects = new ExternalObjects(
                statements, workspace, names(), workspace.area().location(workspace.data()));
        // In the order to drop them in: while the external table is there, a statement that fills the others may still
        // run.
        List<PoolObject> all = new ArrayList<>(objects.all());
        all.addAll(more);
        workspace.announce(all);
        objects.overFiles(session, plan.external());
    }

    /** Compares a table of the SQL pool with the staged rows, as {@link LoadedRows#requireEqual} does. */
    void verify(PoolSession session, WritePlan plan, StagedRows staged, TableName table, List<PoolColumn> columns) {
        recorder.phase(Phase.VERIFY);
        new LoadedRows(statements, request, recorder).requireEqual(session, plan, staged, table, columns);
    }
}
