package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Loads staged rows into a table of the SQL pool and publishes them. */
final class InternalWrite {

    private final Statements statements;
    private final TransferRequest.Write request;
    private final Workspace workspace;
    private final Recorder recorder;
    private final ObjectNames names;

    InternalWrite(Statements statements, TransferRequest.Write request, Workspace workspace, Recorder recorder) {
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
        List<String> drops = new ArrayList<>(List.of(statements.dropTable(names.shadow())));
        drops.addAll(objects.drops());
        workspace.announce(drops);
        objects.overFiles(session, plan.external());
        if (plan.adds() && request.verify() != Verification.CHECKSUM) {
            recorder.phase(Phase.PUBLISH);
            insert(session, plan, request.table(), names.external(), casts(plan));
            return;
        }
        loadShadow(session, plan);
        verify(session, plan, staged);
        publish(session, plan);
    }

    private void loadShadow(PoolSession session, WritePlan plan) {
        String drop = statements.dropTable(names.shadow());
        if (plan.action() == WritePlan.Action.REPLACE_ROWS) {
            // The columns must be the target's to the letter, in the target's order, for the switch.
            workspace.make(session, statements.createTable(names.shadow(), inTargetOrder(plan), plan.layout()), drop);
            session.execute(statements.insert(
                    names.shadow(),
                    plan.columns().stream().map(PoolColumn::name).toList(),
                    selectFrom(names.external(), casts(plan)),
                    request.label()));
            return;
        }
        workspace.make(
                session,
                statements.createTableAs(
                        names.shadow(), plan.layout(), selectFrom(names.external(), casts(plan)), request.label()),
                drop);
    }

    private void verify(PoolSession session, WritePlan plan, Dataset<Row> staged) {
        recorder.phase(Phase.VERIFY);
        String shadow = names.shadow().toSqlInDatabase();
        if (request.verify() != Verification.NONE) {
            long loaded = session.number(statements.select(List.of("COUNT_BIG(*)"), shadow, null, null));
            if (loaded != plan.rows()) {
                throw TransferFailedException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "The SQL pool loaded " + loaded + " rows of " + plan.rows(),
                        "Staged files and loaded rows differ",
                        "Nothing was published. Run the transfer again");
            }
        }
        if (request.verify() == Verification.CHECKSUM) {
            List<Fingerprints.Pair> pairs = new ArrayList<>();
            for (int i = 0; i < plan.columns().size(); i++) {
                PoolColumn to = plan.columns().get(i);
                pairs.add(new Fingerprints.Pair(plan.external().get(i).name(), to, to.toSql(), to.type()));
            }
            recorder.fingerprints(Fingerprints.compare(staged, session, statements, shadow, pairs));
        }
    }

    private void publish(PoolSession session, WritePlan plan) {
        recorder.phase(Phase.PUBLISH);
        TableName target = request.table();
        String dropShadow = statements.dropTable(names.shadow());
        switch (plan.action()) {
            case CREATE -> {
                session.execute(statements.rename(names.shadow(), target.table()));
                workspace.release(dropShadow);
            }
            case APPEND, REFILL ->
                insert(
                        session,
                        plan,
                        target,
                        names.shadow(),
                        plan.columns().stream().map(PoolColumn::toSql).toList());
            case REPLACE_ROWS -> session.execute(statements.replaceRows(names.shadow(), target));
            case REPLACE_TABLE -> {
                session.execute(statements.rename(target, names.former().table()));
                try {
                    session.execute(statements.rename(names.shadow(), target.table()));
                } catch (TransferFailedException e) {
                    session.execute(statements.rename(names.former(), target.table()));
                    throw e;
                }
                workspace.release(dropShadow);
                session.execute(statements.dropTable(names.former()));
            }
        }
    }

    private void insert(PoolSession session, WritePlan plan, TableName into, TableName from, List<String> expressions) {
        List<String> before =
                plan.action() == WritePlan.Action.REFILL ? List.of(statements.deleteRows(into)) : List.of();
        if (plan.givesIdentity()) {
            session.execute(statements.allowIdentityValues(into));
        }
        session.insertExactly(
                plan.rows(),
                before,
                statements.insert(
                        into,
                        plan.columns().stream().map(PoolColumn::name).toList(),
                        selectFrom(from, expressions),
                        request.label()));
        if (plan.givesIdentity()) {
            session.execute(statements.forbidIdentityValues(into));
        }
    }

    private String selectFrom(TableName table, List<String> expressions) {
        return statements.select(expressions, table.toSqlInDatabase(), null, null);
    }

    /** Returns the staged columns as the target's types, under the target's names. */
    private static List<String> casts(WritePlan plan) {
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < plan.columns().size(); i++) {
            PoolColumn from = plan.external().get(i);
            PoolColumn to = plan.columns().get(i);
            if (from.type().equals(to.type())) {
                expressions.add(from.name().equals(to.name()) ? from.toSql() : from.toSql() + " AS " + to.toSql());
            } else {
                expressions.add("CAST(" + from.toSql() + " AS " + to.type().toSql() + ") AS " + to.toSql());
            }
        }
        return expressions;
    }

    private static List<PoolColumn> inTargetOrder(WritePlan plan) {
        return plan.target().orElseThrow().columns().stream()
                .map(described -> plan.columns().stream()
                        .filter(column -> column.name().equals(described.name()))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
