package dev.sluice.magics.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.livy.Language;
import dev.sluice.livy.StatementOutput;
import dev.sluice.magics.session.NotebookSession;
import dev.sluice.magics.session.Work;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferOutcome;
import dev.sluice.transfer.TransferRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Runs transfers, each as one statement of the session.
 *
 * <p>A write looks for its frame where it is likely to be: among the variables of the notebook's language, among the views,
 * and among the variables of the other language. A place that has no such frame answers {@link ErrorCode#FRAME_NOT_FOUND}
 * and has done nothing.
 */
public final class Transfers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern VARIABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    /** How errors of the Scala compiler begin. */
    private static final Pattern COMPILER = Pattern.compile("^<(?:console|pastie)>:\\d+: error: ");

    private final NotebookSession session;
    private final Language language;

    /**
     * Makes a runner.
     *
     * @param notebook the notebook's default language; transfers of a SQL or R notebook run in Scala, which every session
     *     has
     */
    public Transfers(NotebookSession session, Language notebook) {
        this.session = session;
        this.language = notebook == Language.PYSPARK ? Language.PYSPARK : Language.SPARK;
    }

    /**
     * Runs a transfer to its end.
     *
     * @param other takes what the statement printed beside the outcome
     */
    public TransferOutcome run(TransferRequest request, Work work, Consumer<String> other) {
        String encoded = encoded(request);
        if (request instanceof TransferRequest.Write write) {
            return write(write.frame(), encoded, work, other);
        }
        return outcome(language, TransferCode.run(language, encoded), "", work, other);
    }

    private TransferOutcome write(String frame, String encoded, Work work, Consumer<String> other) {
        if (!VARIABLE.matcher(frame).matches()) {
            return named(frame, outcome(language, TransferCode.run(language, encoded), frame, work, other));
        }
        TransferOutcome own = outcome(language, TransferCode.write(language, frame, encoded), frame, work, other);
        if (!isFrameMissing(own)) {
            return own;
        }
        TransferOutcome view = outcome(language, TransferCode.run(language, encoded), frame, work, other);
        if (!isFrameMissing(view)) {
            return view;
        }
        Language second = language == Language.PYSPARK ? Language.SPARK : Language.PYSPARK;
        return named(frame, outcome(second, TransferCode.write(second, frame, encoded), frame, work, other));
    }

    private static boolean isFrameMissing(TransferOutcome outcome) {
        return outcome instanceof TransferFailure failure && failure.code() == ErrorCode.FRAME_NOT_FOUND;
    }

    private static TransferOutcome named(String frame, TransferOutcome outcome) {
        return isFrameMissing(outcome) ? frameNotFound(frame) : outcome;
    }

    private static TransferFailure frameNotFound(String frame) {
        return new TransferFailure(
                ErrorCode.FRAME_NOT_FOUND,
                "There is no frame '" + frame + "'",
                "No variable of PySpark or Scala and no view of the session has this name.",
                "Run the cell that makes it, or name another: %%sql with SHOW VIEWS lists the views.",
                List.of());
    }

    private TransferOutcome outcome(Language in, String code, String frame, Work work, Consumer<String> other) {
        StatementOutput output = session.run(in, code, work);
        if (output instanceof StatementOutput.Ok ok) {
            return printed(String.valueOf(ok.data().getOrDefault("text/plain", "")), frame, other);
        }
        if (output instanceof StatementOutput.Cancelled cancelled) {
            return cancelled(cancelled);
        }
        return failed((StatementOutput.Failed) output, frame);
    }

    private static TransferOutcome printed(String text, String frame, Consumer<String> other) {
        StringBuilder rest = new StringBuilder();
        TransferOutcome outcome = null;
        for (String line : text.lines().toList()) {
            // Not only at the start of a line: what was printed before may not have ended its own.
            int prefix = line.indexOf(TransferOutcome.LINE_PREFIX);
            if (prefix >= 0) {
                outcome = read(line.substring(prefix + TransferOutcome.LINE_PREFIX.length()));
            } else if (line.equals(TransferCode.MISSING)) {
                outcome = frameNotFound(frame);
            } else if (line.startsWith(TransferCode.WRONG_KIND)) {
                outcome = wrongKind(frame, line.substring(TransferCode.WRONG_KIND.length()));
            } else if (!line.isBlank()) {
                rest.append(line).append('\n');
            }
        }
        if (outcome == null) {
            return unreadable("it printed no outcome", text);
        }
        if (rest.length() > 0) {
            other.accept(rest.toString());
        }
        return outcome;
    }

    private static TransferFailure wrongKind(String frame, String type) {
        String fix = type.startsWith("pandas.")
                ? "Make a Spark frame of it first: spark.createDataFrame(" + frame + ")."
                : type.startsWith("pyspark.pandas.")
                        ? "Make a Spark frame of it first: " + frame + ".to_spark()."
                        : "Name a variable that holds a DataFrame of Spark.";
        return new TransferFailure(
                ErrorCode.FRAME_OF_WRONG_KIND,
                "'" + frame + "' is no DataFrame of Spark",
                "It is of class " + type.replaceFirst("^builtins\\.", "") + '.',
                fix,
                List.of());
    }

    private static TransferOutcome read(String json) {
        try {
            return JSON.readValue(json, TransferOutcome.class);
        } catch (JsonProcessingException e) {
            return unreadable(e.getOriginalMessage(), json);
        }
    }

    private static TransferFailure unreadable(String why, String text) {
        return new TransferFailure(
                ErrorCode.OUTCOME_UNKNOWN,
                "The transfer ended, but what it answered cannot be read",
                why + '.',
                "Check the table. Versions of the connector in the Spark pool and of this notebook may differ.",
                text.lines().limit(50).toList());
    }

    private static TransferFailure cancelled(StatementOutput.Cancelled cancelled) {
        return cancelled.stillRunning()
                ? new TransferFailure(
                        ErrorCode.CANCELLED,
                        "You cancelled the transfer, but its code still runs in the driver",
                        "Livy cancels Spark jobs, but not a statement that the SQL pool works on.",
                        "Wait for it: the next cell runs after it. To stop it at once, end the session with %cleanup.",
                        List.of())
                : new TransferFailure(
                        ErrorCode.CANCELLED,
                        "You cancelled the transfer",
                        "Nothing is published before a transfer has ended well.",
                        "Run the cell again when you like.",
                        List.of());
    }

    private static TransferFailure failed(StatementOutput.Failed failed, String frame) {
        String error = failed.value() + '\n' + String.join("\n", failed.traceback());
        if (isConnectorMissing(error)) {
            return new TransferFailure(
                    ErrorCode.INVALID_REQUEST,
                    "The Spark session has no Sluice connector",
                    "The class dev.sluice.connector.SluiceTransfers is not on its class path.",
                    "Add the connector's jar with %%configure -f {\"jars\": [\"<path of the sluice-connector jar>\"]}, or"
                            + " to spark.jars of the Spark pool.",
                    List.of());
        }
        if (!frame.isEmpty() && COMPILER.matcher(error).find()) {
            // Not found, or the name of a method or package: Scala has no value of this name.
            return frameNotFound(frame);
        }
        return new TransferFailure(
                ErrorCode.INTERNAL,
                "The statement of the transfer failed",
                failed.name() + ": " + failed.value().lines().findFirst().orElse("no message"),
                "%logs shows what the Spark driver said. Run the cell again if the cause has passed.",
                failed.traceback());
    }

    private static boolean isConnectorMissing(String error) {
        return error.contains("object sluice is not a member of package dev")
                || error.contains("object dev is not a member of package")
                || error.contains("object connector is not a member of package dev.sluice")
                || error.contains("'JavaPackage' object is not callable");
    }

    private static String encoded(TransferRequest request) {
        try {
            // As the interface, so that the operation is written along.
            String json = JSON.writerFor(TransferRequest.class).writeValueAsString(request);
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request does not map to JSON: " + request, e);
        }
    }
}
