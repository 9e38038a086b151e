package dev.sluice.connector.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.context.Cancellation;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.StatementWatch;
import dev.sluice.connector.settings.StagingPlace;
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
import dev.sluice.transfer.TransferRequest;
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
