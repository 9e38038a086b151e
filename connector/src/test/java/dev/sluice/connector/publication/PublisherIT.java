package dev.sluice.connector.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.context.Cancellation;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.jdbc.StatementWatch;
import dev.sluice.connector.recovery.Recovery;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReport;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.TransferState;
import dev.sluice.transfer.Verification;
import dev.sluice.transfer.WriteTarget;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

final class PublisherIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final TableName TARGET = new TableName(null, "dbo", "publishing");

    private final Environment environment = Environment.of(POOL.spark());
    private final PoolConnector pool = new PoolConnector(
            environment.resolver().endpoint(new PoolAddress(null, null, null, null, null), null, TARGET),
            environment.tokens(),
            StatementWatch.NONE);
    private final StagingArea area = StagingArea.open(place(environment), environment.hadoop());

    @Test
    void takesADefectWhileRowsBecomeVisibleForUnknownAndDeletesNothing() {
        try (Recorder recorder = environment.recorder("write");
                Cancellation cancellation = Cancellation.of(POOL.spark().sparkContext())) {
            Workspace workspace = Workspace.open(environment, area, pool, recorder, request());
            area.create(workspace.data());
            Path to = new Path(workspace.data().getParent(), "published");
            Publisher publisher = new Publisher(environment, workspace, pool, recorder, cancellation);

            Publication publication = publisher.publish(new Publisher.Act(
                    TARGET, new Publishing.Move(workspace.data().toString(), to.toString()), List.of(), 5, () -> {
                        throw new IllegalStateException("no such luck");
                    }));

            assertThat(publication).isInstanceOfSatisfying(Publication.Unknown.class, unknown -> {
                assertThat(unknown.why().failure().code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
                assertThat(unknown.why().failure().what())
                        .isEqualTo("Whether the rows are in [dbo].[publishing] is not known");
                assertThat(unknown.why().failure().why()).endsWith("IllegalStateException: no such luck");
            });
            assertThat(area.exists(workspace.data())).isTrue();
            assertThat(area.ledger().read(workspace.id()).map(LedgerEntry::step))
                    .contains(LedgerEntry.Step.PUBLISHING);
            TransferFailedException failure = ((Publication.Unknown) publication).why();
            assertThat(workspace.abandon(failure).failure().details())
                    .isEqualTo(failure.failure().details());
            assertThat(POOL.leftInStaging()).doesNotContain(workspace.id().text());
        }
    }

    /** Between the two renames somebody makes a table of the name. */
    @Test
    void writesDownThatTheFormerTableWaitsForAPerson() {
        POOL.sql("CREATE TABLE dbo.publishing (a int) WITH (HEAP)", "INSERT INTO dbo.publishing VALUES (1)");
        TransferRequest.Write request = request();
        ObjectNames names = new ObjectNames(request.id(), "dbo", null);
        POOL.sql("CREATE TABLE " + names.shadow().toSqlInDatabase() + " (a int) WITH (HEAP)");
        try (Recorder recorder = environment.recorder("write");
                Cancellation cancellation = Cancellation.of(POOL.spark().sparkContext())) {
            Workspace workspace = Workspace.open(environment, area, pool, recorder, request);
            workspace.announce(List.of(PoolObject.table(names.shadow()), PoolObject.table(names.settled())));
            Publisher publisher = new Publisher(environment, workspace, pool, recorder, cancellation);
            Publishing how = new Publishing.Replace(
                    names.shadow(), POOL.objectId(names.shadow()), TARGET, POOL.objectId(TARGET), names.former());

            Publication publication = publisher.publish(new Publisher.Act(TARGET, how, List.of(), 1, () -> {
                try (PoolSession session = pool.open(sql -> {})) {
                    session.execute(
                            "RENAME OBJECT dbo.publishing TO " + names.former().table());
                    POOL.sql("CREATE TABLE dbo.publishing (a int) WITH (HEAP)");
                    session.execute("RENAME OBJECT " + names.shadow().toSqlInDatabase() + " TO publishing");
                }
            }));

            TransferFailedException why = ((Publication.NotPublished) publication).why();
            String kept = "table [dbo].[" + names.former().table() + "]";
            assertThat(workspace.abandon(why).failure().details())
                    .contains("Left behind, and in the ledger of the staging folder: " + kept
                            + " (it is the target as it was before, and its name is another table's now: look at both,"
                            + " and rename or drop one of them)");
            workspace.close();
            Recovery recovery = Recovery.of(POOL.spark());
            for (int i = 0; i < 2; i++) {
                assertThat(recovery.status(request.id()).notes()).isEmpty();
                assertThat(recovery.status(request.id()).transfers())
                        .singleElement()
                        .satisfies(known -> {
                            assertThat(known.state()).isEqualTo(TransferState.NOT_PUBLISHED);
                            assertThat(known.left()).containsExactly(kept);
                        });
                assertThat(recovery.resume(request.id()).notes())
                        .containsExactly("Its rows are not published: it was undone, but for what is left");
            }
            assertThat(POOL.query("SELECT a FROM dbo." + names.former().table()))
                    .containsExactly("1");

            POOL.sql(
                    "DROP TABLE dbo.publishing",
                    "DROP TABLE dbo." + names.former().table());
            assertThat(recovery.resume(request.id()).removals())
                    .extracting(TransferReport.Removal::what)
                    .containsExactly(kept);
            assertThat(area.ledger().read(request.id())).isEmpty();
            assertThat(POOL.leftInPool()).isEmpty();
        }
    }

    private static TransferRequest.Write request() {
        return new TransferRequest.Write(
                TransferId.create(),
                PoolAddress.CONFIGURED,
                "df",
                List.of(),
                new WriteTarget(
                        TARGET,
                        SaveMode.ERROR,
                        TableType.INTERNAL,
                        null,
                        null,
                        null,
                        null,
                        LoadMethod.POLYBASE,
                        LossPolicy.REFUSE,
                        false),
                null,
                Hooks.NONE,
                Verification.COUNT,
                null);
    }

    private static StagingPlace place(Environment environment) {
        return environment.resolver().staging(null, null, null);
    }
}
