package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.publication.ObjectNames;
import dev.sluice.connector.publication.Publication;
import dev.sluice.connector.publication.Publisher;
import dev.sluice.connector.publication.Workspace;
import dev.sluice.connector.sql.ColumnDefinition;
import dev.sluice.connector.sql.Layout;
import dev.sluice.connector.sql.Placement;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.sql.Storage;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.ArrayList;
import java.util.List;

/** Loads staged rows into a table of the SQL pool and publishes them. */
final class InternalWrite {

    private final StagedWrite write;
    private final Statements statements;
    private final TransferRequest.Write request;
    private final Workspace workspace;
    private final Recorder recorder;
    private final ObjectNames names;

    InternalWrite(StagedWrite write) {
        this.write = write;
        this.statements = write.statements();
        this.request = write.request();
        this.workspace = write.workspace();
        this.recorder = write.recorder();
        this.names = write.names();
    }

    Publication run(PoolSession session, WritePlan plan, StagedRows staged) {
        boolean append = plan.adds();
        List<PoolObject> made = new ArrayList<>();
        made.add(PoolObject.table(names.shadow()));
        made.add(PoolObject.table(names.settled()));
        if (append) {
            made.add(PoolObject.table(names.mark()));
        }
        write.load(session, plan, made);
        if (append) {
            makeMark(session);
        }
        if (append && request.verify() != Verification.CHECKSUM) {
            recorder.phase(Phase.PUBLISH);
            lengthen(session, plan);
            return insert(session, plan, names.external(), casts(plan));
        }
        loadShadow(session, plan);
        write.verify(session, plan, staged, names.shadow(), plan.columns());
        equip(session, plan);
        recorder.phase(Phase.PUBLISH);
        return publish(session, plan);
    }

    /** Gives a table that is going to stand in the target's place what the target has beside its rows. */
    private void equip(PoolSession session, WritePlan plan) {
        if (plan.replaces()) {
            plan.target()
                    .orElseThrow()
                    .attachments()
                    .madeAgain(statements, names.shadow())
                    .forEach(session::execute);
        }
    }

    /** Lengthens the target's columns. No transaction takes it back, and readers see the same as before. */
    private void lengthen(PoolSession session, WritePlan plan) {
        for (PoolColumn column : plan.lengthened()) {
            session.execute(statements.alterColumn(plan.target().orElseThrow().definition(column), request.table()));
        }
        Lengthening.warn(plan, recorder);
    }

    private void makeMark(PoolSession session) {
        Layout heap = new Layout(new Placement.RoundRobin(), new Storage.Heap());
        List<ColumnDefinition> columns =
                List.of(new ColumnDefinition(new PoolColumn("rows", PoolType.of(PoolType.Kind.BIGINT), false), null));
        workspace.make(session, statements.createTable(names.mark(), columns, heap), PoolObject.table(names.mark()));
    }

    private void loadShadow(PoolSession session, WritePlan plan) {
        PoolObject shadow = PoolObject.table(names.shadow());
        if (plan.action() == WritePlan.Action.REPLACE_ROWS || plan.action() == WritePlan.Action.REPLACE_BY_LONGER) {
            // The columns must be the target's to the letter, in the target's order, for the switch.
            workspace.make(session, statements.createTable(names.shadow(), likeTarget(plan), plan.layout()), shadow);
            session.execute(statements.insert(
                    names.shadow(),
                    plan.columns().stream().map(PoolColumn::name).toList(),
                    selectFrom(names.external(), casts(plan)),
                    workspace.label(request.label())));
            return;
        }
        workspace.make(
                session,
                statements.createTableAs(
                        names.shadow(),
                        plan.layout(),
                        selectFrom(names.external(), casts(plan)),
                        workspace.label(request.label())),
                shadow);
    }

    private Publication publish(PoolSession session, WritePlan plan) {
        TableName target = request.table();
        TableName shadow = names.shadow();
        lengthen(session, plan);
        return switch (plan.action()) {
            case CREATE ->
                published(
                        new Publishing.Rename(shadow, objectId(session, shadow), target),
                        plan,
                        () -> session.execute(statements.rename(shadow, target.table())));
            case APPEND, REFILL ->
                insert(
                        session,
                        plan,
                        shadow,
                        plan.columns().stream().map(PoolColumn::toSql).toList());
            case REPLACE_ROWS ->
                published(
                        new Publishing.Switch(shadow, target, plan.rows()),
                        plan,
                        () -> session.execute(statements.replaceRows(shadow, target)));
            case REPLACE_BY_LONGER, REPLACE_TABLE ->
                published(
                        new Publishing.Replace(
                                shadow, objectId(session, shadow), target, objectId(session, target), names.former()),
                        plan,
                        () -> {
                            session.execute(
                                    statements.rename(target, names.former().table()));
                            session.execute(statements.rename(shadow, target.table()));
                        });
        };
    }

    private Publication insert(PoolSession session, WritePlan plan, TableName from, List<String> expressions) {
        TableName into = request.table();
        List<String> before =
                plan.action() == WritePlan.Action.REFILL ? List.of(statements.deleteRows(into)) : List.of();
        String insert = statements.insert(
                into,
                plan.columns().stream().map(PoolColumn::name).toList(),
                selectFrom(from, expressions),
                workspace.label(request.label()));
        String mark = statements.insert(
                names.mark(), List.of("rows"), statements.rowOf(plan.rows()), workspace.label(request.label()));
        return published(new Publishing.Insert(names.mark(), into), plan, () -> {
            if (plan.givesIdentity()) {
                session.execute(statements.allowIdentityValues(into));
            }
            new ExactInsert(plan.rows(), before, insert, mark)
                    .run(session, statements, recorder, write.publisher()::pointOfNoReturn);
            recorder.rows("rows that the SQL pool added", plan.rows());
            if (plan.givesIdentity()) {
                session.execute(statements.forbidIdentityValues(into));
            }
        });
    }

    private Publication published(Publishing how, WritePlan plan, Runnable act) {
        return write.publisher().publish(new Publisher.Act(request.table(), how, List.of(), plan.rows(), act));
    }

    private long objectId(PoolSession session, TableName table) {
        return session.firstRow(statements.objectId(table))
                .map(row -> Long.parseLong(String.valueOf(row.get(0))))
                .orElseThrow(() -> TransferFailedException.of(
                        ErrorCode.TABLE_NOT_FOUND,
                        "Table " + table.toSqlInDatabase() + " does not exist",
                        "It was dropped meanwhile",
                        "Run the transfer again"));
    }

    private String selectFrom(TableName table, List<String> expressions) {
        return statements.select(expressions, table.toSqlInDatabase(), null, null);
    }

    /** Returns the staged columns as the target's types, under the target's names. */
    private List<String> casts(WritePlan plan) {
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < plan.columns().size(); i++) {
            PoolColumn from = plan.external().get(i);
            PoolColumn to = plan.columns().get(i);
            expressions.add(statements.converted(
                    from, new ColumnDefinition(to, plan.collation(to).orElse(null))));
        }
        return expressions;
    }

    private static List<ColumnDefinition> likeTarget(WritePlan plan) {
        Target target = plan.target().orElseThrow();
        return target.columns().stream()
                .map(described -> plan.columns().stream()
                        .filter(column -> column.name().equals(described.name()))
                        .findFirst()
                        .orElseThrow())
                .map(target::definition)
                .toList();
    }
}
