package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.spark.StagedParquet;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRequest;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes a frame into a table.
 *
 * <pre>
 * preflight  target, mode, columns, types          nothing is made
 * stage      ledger entry; Parquet into staging; one aggregation measures it
 * load       external table over it; rows into a table of their own, beside the target
 * verify     count, or fingerprints of every column
 * publish    rename, switch or insert: one statement makes the rows visible
 * clean      external objects, files, ledger entry
 * </pre>
 *
 * <p>Invariant: until publish, readers of the target see what they saw before; whatever fails, all that was made is taken away
 * or stands in the ledger. If it cannot be known whether publish took effect, nothing is deleted.
 */
public final class WriteTransfer {

    private final Environment environment;
    private final TransferRequest.Write request;
    private final Access access;

    public WriteTransfer(Environment environment, TransferRequest.Write request, Access access) {
        this.environment = environment;
        this.request = request;
        this.access = access;
    }

    /**
     * Runs the transfer.
     *
     * @throws TransferFailedException if it did not happen
     */
    public TransferReceipt run(Dataset<Row> rows) {
        try (Recorder recorder = environment.recorder("write")) {
            recorder.phase(Phase.PREFLIGHT);
            if (request.load() == LoadMethod.COPY) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The load method copy is not there yet",
                        "This version loads by external tables",
                        "Leave the option load out, or give polybase");
            }
            PoolConnector pool = new PoolConnector(
                    environment.resolver().endpoint(request.pool(), access.password(), request.table()),
                    environment.tokens());
            StagingPlace place =
                    environment.resolver().staging(request.staging(), access.dataSource(), access.credential());
            Frame frame = Frame.of(rows, request.columns(), environment.zone());
            Optional<Target> target;
            try (PoolSession session = pool.open(recorder::statement)) {
                target = Target.find(session, environment.statements(), request.table());
                if (target.isPresent() && request.mode() == SaveMode.IGNORE) {
                    recorder.warn("The table exists: nothing was written");
                    return recorder.receipt(request.table().toSql(), null);
                }
                WritePlan.refuse(request, frame, target);
                if (request.pre() != null) {
                    session.execute(request.pre());
                }
            }
            StagingArea area = StagingArea.open(place, environment.hadoop());
            Workspace workspace = Workspace.open(environment, area, pool, recorder, "write");
            try {
                transfer(recorder, workspace, pool, frame, target);
            } catch (TransferFailedException e) {
                throw e.failure().code() == ErrorCode.OUTCOME_UNKNOWN ? e : workspace.abandon(e);
            } catch (Exception | Error e) {
                // Spark throws its checked SparkException from Scala without declaring it.
                throw workspace.abandon(SparkJob.translate("The rows could not be staged", place.root(), e));
            }
            return recorder.receipt(request.table().toSql(), null);
        }
    }

    private void transfer(
            Recorder recorder, Workspace workspace, PoolConnector pool, Frame frame, Optional<Target> target) {
        recorder.phase(Phase.STAGE);
        StagedParquet.write(frame.staged(), workspace.data());
        Dataset<Row> staged = StagedParquet.read(environment.spark(), frame.stagedSchema(), workspace.data());
        Survey survey = Survey.of(staged);
        recorder.staged(workspace.area().contents(workspace.data()));
        recorder.rows(survey.rows());
        survey.refuseImpossibleValues(frame.stagedSchema());
        WritePlan plan = WritePlan.of(request, frame, target, survey, recorder);
        try (PoolSession session = pool.open(recorder::statement)) {
            if (request.type() == TableType.EXTERNAL) {
                new ExternalWrite(environment.statements(), request, workspace, recorder).run(session, plan, staged);
            } else {
                new InternalWrite(environment.statements(), request, workspace, recorder).run(session, plan, staged);
            }
            if (request.post() != null) {
                session.execute(request.post());
            }
            recorder.phase(Phase.CLEAN);
            workspace.dropObjects(session);
        }
        workspace.deleteFiles();
    }
}
