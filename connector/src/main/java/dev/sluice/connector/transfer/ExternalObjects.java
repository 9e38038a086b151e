package dev.sluice.connector.transfer;

import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.publication.ObjectNames;
import dev.sluice.connector.publication.Workspace;
import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.type.PoolColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the data source, the file format and the external table that rows pass through. */
final class ExternalObjects {

    private final Statements statements;
    private final Workspace workspace;
    private final ObjectNames names;
    private final ExternalTable table;

    ExternalObjects(Statements statements, Workspace workspace, ObjectNames names, String location) {
        this.statements = statements;
        this.workspace = workspace;
        this.names = names;
        this.table = names.externalAt(location);
    }

    /** Returns all of them, for the ledger, in the order to drop them in. */
    List<PoolObject> all() {
        List<PoolObject> all = new ArrayList<>();
        all.add(PoolObject.externalTable(table.name()));
        all.add(PoolObject.fileFormat(table.fileFormat()));
        if (names.givenDataSource() == null) {
            all.add(PoolObject.dataSource(table.dataSource()));
        }
        return all;
    }

    /** Makes an external table over staged files. */
    void overFiles(PoolSession session, List<PoolColumn> columns) {
        makePlace(session);
        workspace.make(session, statements.createExternalTable(table, columns), PoolObject.externalTable(table.name()));
    }

    /**
     * Exports the rows of a select, with its OPTION clause or none, and makes an external table over the files.
     *
     * @return number of exported rows, if the pool tells
     */
    Optional<Long> export(PoolSession session, String select) {
        makePlace(session);
        return workspace.make(session, statements.export(table, select), PoolObject.externalTable(table.name()));
    }

    private void makePlace(PoolSession session) {
        if (names.givenDataSource() == null) {
            workspace.make(
                    session,
                    statements.createDataSource(
                            table.dataSource(),
                            workspace.area().place().root(),
                            workspace.area().place().credential()),
                    PoolObject.dataSource(table.dataSource()));
        }
        workspace.make(
                session, statements.createFileFormat(table.fileFormat()), PoolObject.fileFormat(table.fileFormat()));
    }
}
