package dev.sluice.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.recovery.Recovery;
import dev.sluice.connector.transfer.Access;
import dev.sluice.connector.transfer.QueryTransfer;
import dev.sluice.connector.transfer.ReadTransfer;
import dev.sluice.connector.transfer.RunTransfer;
import dev.sluice.connector.transfer.WriteTransfer;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferOutcome;
import dev.sluice.transfer.TransferReport;
import dev.sluice.transfer.TransferRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What the one statement of a notebook's cell calls. Both methods take a request as base64 of JSON and answer one line:
 * {@link TransferOutcome#LINE_PREFIX} and the JSON of a {@link TransferOutcome}. A transfer that fails is an answer too: they
 * throw nothing. They run in the driver.
 */
public final class SluiceTransfers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SluiceTransfers() {}

    /**
     * Runs a read, a query or statements, or a write whose frame is a temp view or table of the session; or tells of transfers.
     *
     * @param requestBase64 base64 of the UTF-8 JSON of a {@link TransferRequest}
     */
    public static String run(SparkSession spark, String requestBase64) {
        return answer(() -> {
            TransferRequest request = decode(requestBase64);
            Environment environment = Environment.of(spark);
            if (request instanceof TransferRequest.Read read) {
                return new ReadTransfer(environment, read, Access.CONFIGURED).run();
            } else if (request instanceof TransferRequest.Query query) {
                return new QueryTransfer(environment, query).run();
            } else if (request instanceof TransferRequest.Run run) {
                return new RunTransfer(environment, run).run();
            }
            if (!(request instanceof TransferRequest.Write write)) {
                return report(environment, request);
            }
            return new WriteTransfer(environment, write, Access.CONFIGURED).run(view(spark, write.frame()));
        });
    }

    /**
     * Writes a frame.
     *
     * @param frame the value that the user's variable has; only a {@code Dataset} can be written
     * @param requestBase64 base64 of the UTF-8 JSON of a {@link TransferRequest.Write}
     */
    public static String write(SparkSession spark, @Nullable Object frame, String requestBase64) {
        return answer(() -> {
            if (!(decode(requestBase64) instanceof TransferRequest.Write write)) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "Only a write takes a frame",
                        "The request is another operation",
                        "Call run");
            }
            if (frame == null) {
                throw TransferFailedException.of(
                        ErrorCode.FRAME_NOT_FOUND,
                        "There is no frame " + write.frame(),
                        "The variable has no value",
                        "Make it first, or name a temp view");
            }
            if (!(frame instanceof Dataset<?> rows)) {
                throw TransferFailedException.of(
                        ErrorCode.FRAME_OF_WRONG_KIND,
                        "Cannot write " + write.frame() + ": it is a "
                                + frame.getClass().getName(),
                        "Only a DataFrame has rows and columns",
                        "Make a DataFrame of it first, as with spark.createDataFrame");
            }
            return new WriteTransfer(Environment.of(spark), write, Access.CONFIGURED).run(rows.toDF());
        });
    }

    private static TransferReport report(Environment environment, TransferRequest request) {
        if (request instanceof TransferRequest.History history) {
            return new Recovery(environment, history.pool(), history.staging()).history(history.limit());
        } else if (request instanceof TransferRequest.Status status) {
            return new Recovery(environment, status.pool(), status.staging()).status(status.transfer());
        } else if (request instanceof TransferRequest.Resume resume) {
            return new Recovery(environment, resume.pool(), resume.staging()).resume(resume.transfer());
        }
        TransferRequest.Collect collect = (TransferRequest.Collect) request;
        return new Recovery(environment, collect.pool(), collect.staging())
                .collect(Duration.ofSeconds(collect.olderThanSeconds()), collect.dryRun());
    }

    private static Dataset<Row> view(SparkSession spark, String name) {
        if (!spark.catalog().tableExists(name)) {
            throw TransferFailedException.of(
                    ErrorCode.FRAME_NOT_FOUND,
                    "There is no frame or view " + name,
                    "No variable, temp view or table of the session has that name",
                    "Make it first, as with createOrReplaceTempView");
        }
        return spark.table(name);
    }

    private static TransferRequest decode(String requestBase64) {
        try {
            return JSON.readValue(new String(Base64.getDecoder().decode(requestBase64), UTF_8), TransferRequest.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The request cannot be read",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "Use a notebook and a connector of the same version",
                    e);
        }
    }

    /** Something that gives an outcome or fails. */
    @FunctionalInterface
    private interface Transfer {
        TransferOutcome run();
    }

    /** The boundary that reports: whatever happens becomes one line. */
    private static String answer(Transfer transfer) {
        TransferOutcome outcome;
        try {
            outcome = transfer.run();
        } catch (TransferFailedException e) {
            outcome = e.failure();
        } catch (Exception | LinkageError e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            outcome = new TransferFailure(
                    ErrorCode.INTERNAL,
                    "The transfer failed in a way that Sluice does not know",
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "Please report it with the details",
                    List.of(trace.toString()));
        }
        try {
            return TransferOutcome.LINE_PREFIX + JSON.writeValueAsString(outcome);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write an outcome as JSON", e);
        }
    }
}
