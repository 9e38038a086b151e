package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.jdbc.ReopeningSession;
import dev.sluice.connector.publication.Publication;
import dev.sluice.connector.publication.Publisher;
import dev.sluice.connector.publication.Workspace;
import dev.sluice.connector.recovery.FormerWrites;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.spark.NeutralSession;
import dev.sluice.connector.spark.StagedParquet;
import dev.sluice.connector.sql.Statements;
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
 * verify     count, or a fingerprint of every column
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
            if (request.target().load() == LoadMethod.COPY) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The load method copy is not there yet",
                        "This version loads by external tables",
                        "Leave the option load out, or give polybase");
            }
            WritePlan.refuse(request);
            PoolConnector pool = new PoolConnector(
                    environment.resolver().endpoint(request.pool(), access.password(), request.table()),
                    environment.tokens());
            StagingPlace place =
                    environment.resolver().staging(request.staging(), access.dataSource(), access.credential());
            StagingArea area = StagingArea.open(place, environment.hadoop());
            Optional<TransferReceipt> former = new FormerWrites(environment, area, pool, recorder).settle(request);
            if (former.isPresent()) {
                return former.get();
            }
            Frame frame = Frame.of(rows, request.columns(), environment.zone(), request.frame());
            try (ReopeningSession session = new ReopeningSession(pool, recorder::statement)) {
                if (request.hooks().pre() != null) {
                    // Before anything is asked of the table: it may be what makes or drops it.
                    session.session().execute(request.hooks().pre());
                    // It may have told the session not to count, and what is loaded is compared with what was staged.
                    session.session().execute(environment.statements().countRows());
                }
                Intent intent = intent(session.session(), frame, place);
                if (intent.target().isPresent() && request.target().mode() == SaveMode.IGNORE) {
                    recorder.warn("The table exists: nothing was written");
                    return recorder.receipt(request.table().toSql(), null);
                }
                try (Workspace workspace = Workspace.open(environment, area, pool, recorder, request)) {
                    Publication publication = publish(recorder, workspace, pool, session, intent);
                    if (publication instanceof Publication.NotPublished not) {
                        throw workspace.abandon(not.why());
                    } else if (publication instanceof Publication.Unknown unknown) {
                        throw unknown.why();
                    }
                    finish(recorder, workspace, session);
                    return recorder.receipt(request.table().toSql(), null);
                }
            }
        }
    }

    /**
     * What is going to be written, and into what.
     *
     * @param frame the rows as they are staged
     * @param mapping where their columns go, if there is a target
     */
    private record Intent(Frame frame, Optional<Target> target, Optional<Mapping> mapping) {}

    /** Looks at the target and refuses what can be known before anything is made. */
    private Intent intent(PoolSession session, Frame frame, StagingPlace place) {
        Statements statements = environment.statements();
        Optional<Target> target = Target.find(session, statements, request.table());
        Optional<Mapping> mapping = target.map(each -> Mapping.of(frame.fields(), frame.declaredTypes(), each));
        if (target.isPresent() && request.target().mode() == SaveMode.IGNORE) {
            return new Intent(frame, target, mapping);
        }
        WritePlan.refuse(request, frame, target, mapping);
        if (request.target().type() == TableType.EXTERNAL) {
            ExternalFolder.refuseOverlap(request, place, session, statements);
            if (target.isPresent() && mapping.isPresent() && request.target().mode() == SaveMode.APPEND) {
                Frame arranged =
                        frame.arranged(target.get().poolColumns(), mapping.get().sources(target.get()));
                return new Intent(
                        arranged,
                        target,
                        Optional.of(Mapping.of(arranged.fields(), arranged.declaredTypes(), target.get())));
            }
        }
        return new Intent(frame, target, mapping);
    }

    private Publication publish(
            Recorder recorder, Workspace workspace, PoolConnector pool, ReopeningSession session, Intent intent) {
        try {
            recorder.phase(Phase.STAGE);
            Dataset<Row> staged = stage(workspace, intent.frame());
            WritePlan plan = plan(recorder, workspace, staged, intent);
            Publisher publisher = new Publisher(environment, workspace, pool, recorder);
            return request.target().type() == TableType.EXTERNAL
                    ? new ExternalWrite(environment.statements(), request, workspace, publisher, recorder)
                            .run(session.session(), plan, staged)
                    : new InternalWrite(environment.statements(), request, workspace, publisher, recorder)
                            .run(session.session(), plan, staged);
        } catch (TransferFailedException e) {
            return new Publication.NotPublished(e);
        } catch (Exception | Error e) {
            // Spark throws its checked SparkException from Scala without declaring it.
            return new Publication.NotPublished(SparkJob.translate(
                    "The rows could not be staged", workspace.area().place().root(), e));
        }
    }

    private Dataset<Row> stage(Workspace workspace, Frame frame) {
        StagedParquet.write(frame.staged(), workspace.data());
        return StagedParquet.read(NeutralSession.of(environment.spark()), frame.stagedSchema(), workspace.data());
    }

    private WritePlan plan(Recorder recorder, Workspace workspace, Dataset<Row> staged, Intent intent) {
        Frame frame = intent.frame();
        Survey survey = Survey.of(
                staged,
                frame,
                environment.zone(),
                intent.mapping().filter(mapping -> mapping.obstacles().isEmpty()));
        recorder.staged(workspace.area().contents(workspace.data()));
        recorder.rows(survey.rows());
        survey.refuseImpossibleValues(frame, request.frame());
        WritePlan plan = WritePlan.of(
                environment.statements(), request, frame, intent.target(), intent.mapping(), survey, recorder);
        survey.warnOfRepeatedClocks(frame, environment.zone(), recorder);
        return plan;
    }

    /** What follows a publication can only warn: the rows are there. */
    private void finish(Recorder recorder, Workspace workspace, ReopeningSession session) {
        recorder.phase(Phase.CLEAN);
        try {
            PostHook.run(request.hooks(), session.session(), recorder);
            workspace.clean(session.session());
        } catch (TransferFailedException e) {
            recorder.warn("The rows are there, but what the transfer made is not cleaned up: "
                    + e.failure().what() + ". It stands in the ledger as " + workspace.id());
        }
    }
}
