package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Cancellation;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.context.TransferThread;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.jdbc.ReopeningSession;
import dev.sluice.connector.publication.Publication;
import dev.sluice.connector.publication.Publisher;
import dev.sluice.connector.publication.Workspace;
import dev.sluice.connector.recovery.FormerWrites;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.spark.RunningTasks;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.connector.verification.Survey;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.Loss;
import dev.sluice.transfer.TransferRequest;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes a frame into a table.
 *
 * <pre>
 * preflight  target, mode, columns, types          nothing is made
 * stage      ledger entry; Parquet into staging, measured on the way
 * load       external table over it; rows into a table of their own, beside the target
 * verify     counts, or a hash of whole rows
 *            until here, and in a transaction until its commit, a cancel ends it
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
        try {
            return TransferThread.run(environment.spark().sparkContext(), cancellation -> run(rows, cancellation));
        } catch (TransferFailedException e) {
            throw e.failure().code() == ErrorCode.CANCELLED ? e.withFix(afterCancel()) : e;
        }
    }

    private String afterCancel() {
        String table = request.table().toSql();
        return request.hooks().pre() == null
                ? "Nothing was written: " + table + " has the rows that it had. Run the cell again when you like"
                : "No row of the frame was written to " + table
                        + ", but what the option pre had done stays done. Look at it before you run the cell again";
    }

    private TransferReceipt run(Dataset<Row> rows, Cancellation cancellation) {
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
                    environment.tokens(),
                    cancellation);
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
                    Publisher publisher = new Publisher(environment, workspace, pool, recorder, cancellation);
                    Publication publication = publish(recorder, workspace, publisher, session, intent);
                    cancellation.shield();
                    if (publication instanceof Publication.NotPublished not) {
                        throw workspace.abandon(not.why());
                    } else if (publication instanceof Publication.Unknown unknown) {
                        throw unknown.why();
                    }
                    finish(recorder, workspace, session);
                    if (cancellation.isRequested()) {
                        recorder.warn("The cancel came after the point of no return: the rows are in "
                                + request.table().toSql());
                    }
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
    private record Intent(Frame frame, Optional<Target> target, Optional<Mapping> mapping) {

        /** Returns where the columns go, if they may go there. */
        Optional<Mapping> mappable() {
            return mapping.filter(each -> each.obstacles().isEmpty());
        }
    }

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
            Recorder recorder, Workspace workspace, Publisher publisher, ReopeningSession session, Intent intent) {
        try {
            recorder.phase(Phase.STAGE);
            StagedRows staged = stage(workspace, intent);
            recorder.staged(workspace.area().contents(workspace.data()));
            recorder.rows(staged.survey().rows());
            new LoadedRows(environment.statements(), request, recorder).requireFiles(staged);
            WritePlan plan = plan(recorder, staged.survey(), intent);
            StagedWrite write = new StagedWrite(environment.statements(), request, workspace, publisher, recorder);
            return request.target().type() == TableType.EXTERNAL
                    ? new ExternalWrite(write).run(session.session(), plan, staged)
                    : new InternalWrite(write).run(session.session(), plan, staged);
        } catch (TransferFailedException e) {
            return new Publication.NotPublished(e);
        } catch (Exception | Error e) {
            // Spark throws its checked SparkException from Scala without declaring it.
            return new Publication.NotPublished(SparkJob.translate(
                    "The staged rows could not be read",
                    workspace.area().place().root(),
                    e));
        }
    }

    private StagedRows stage(Workspace workspace, Intent intent) {
        try (RunningTasks tasks = RunningTasks.of(environment.spark().sparkContext())) {
            try {
                return StagedRows.write(request, intent.frame(), intent.mappable(), environment, workspace.data());
            } finally {
                // Whatever comes next moves the folder, or deletes it.
                if (!tasks.awaitEnd(RunningTasks.PATIENCE)) {
                    workspace.stillWritten();
                }
            }
        } catch (TransferFailedException e) {
            throw e;
        } catch (Exception | Error e) {
            // As above; and whatever code of the user throws.
            throw SparkJob.ofFrame(
                    "The rows could not be staged", workspace.area().place().root(), e);
        }
    }

    private WritePlan plan(Recorder recorder, Survey survey, Intent intent) {
        Frame frame = intent.frame();
        StagedValues.refuseImpossible(survey, frame, request.frame());
        WritePlan plan = WritePlan.of(
                environment.statements(), request, frame, intent.target(), intent.mapping(), survey, recorder);
        List<Loss> losses =
                Losses.of(frame, survey, intent.mapping().filter(mapping -> plan.intoMapped()), environment.zone());
        if (!losses.isEmpty() && request.target().loss() == LossPolicy.REFUSE) {
            throw Losses.refusal(losses, request.target().table().toSql());
        }
        recorder.losses(losses);
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
