package dev.sluice.magics.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyException;
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
import java.util.Optional;
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
    private final UnsettledWrites unsettled = new UnsettledWrites();

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
    public TransferOutcome run(TransferRequest asked, Work work, Consumer<String> other) {
        TransferRequest request = unsettled.named(asked);
        TransferOutcome outcome = outcome(request, work, other);
        unsettled.ended(request, outcome);
        return outcome;
    }

    private TransferOutcome outcome(TransferRequest request, Work work, Consumer<String> other) {
        try {
            return new Transfer(request, work, other).toEnd();
        } catch (LivyException.OutcomeUnknown e) {
            return UnknownOutcomes.of(request, "Livy tells nothing about it any more (" + e.reason() + ").");
        } catch (LivyException.SessionOver e) {
            if (e.code() == LivyException.SessionOver.Code.NOT_RUN) {
                throw e;
            }
            return UnknownOutcomes.of(
                    request, "While it ran, its Spark session " + e.reason().replaceFirst("^is ", "was ") + '.');
        }
    }

    /** One transfer on its way. */
    private final class Transfer {
        private final TransferRequest request;
        private final String encoded;
        private final Work work;
        private final Consumer<String> other;

        Transfer(TransferRequest request, Work work, Consumer<String> other) {
            this.request = request;
            this.encoded = encoded(request);
            this.work = work;
            this.other = other;
        }

        TransferOutcome toEnd() {
            return request instanceof TransferRequest.Write write
                    ? write(write.frame())
                    : outcome(language, TransferCode.run(language, encoded), "");
        }

        private TransferOutcome write(String frame) {
            if (!VARIABLE.matcher(frame).matches()) {
                return named(frame, outcome(language, TransferCode.run(language, encoded), frame));
            }
            TransferOutcome own = outcome(language, TransferCode.write(language, frame, encoded), frame);
            if (!isFrameMissing(own)) {
                return own;
            }
            TransferOutcome view = outcome(language, TransferCode.run(language, encoded), frame);
            if (!isFrameMissing(view)) {
                return view;
            }
            Language second = language == Language.PYSPARK ? Language.SPARK : Language.PYSPARK;
            return named(frame, outcome(second, TransferCode.write(second, frame, encoded), frame));
        }

        private TransferOutcome outcome(Language in, String code, String frame) {
            StatementOutput output = session.run(in, code, work);
            String text = String.valueOf(output.data().getOrDefault("text/plain", ""));
            Optional<TransferOutcome> printed = printed(text, frame, other);
            if (printed.isPresent()) {
                // Also of a statement that was cancelled: what the transfer says of itself is how it ended.
                return printed.get();
            }
            if (output instanceof StatementOutput.Cancelled cancelled) {
                return cancelled(cancelled.code());
            }
            return output instanceof StatementOutput.Failed failed
                    ? failed(failed, frame)
                    : unreadable("it printed no outcome", text);
        }

        /** A transfer that was cancelled and said nothing: one that changes the SQL pool may have done so. */
        private TransferFailure cancelled(StatementOutput.Code code) {
            String why = switch (code) {
                case NOT_RUN -> "Nothing was sent.";
                case ENDED -> "You cancelled it, and it did not say what it had done by then.";
                case RUNNING ->
                    "You cancelled it, but its code still runs in the driver: Livy cancels Spark jobs, and not a"
                            + " statement that the SQL pool works on. The next cell runs after it; %cleanup ends"
                            + " it with the session.";
                case UNKNOWN ->
                    "You cancelled it, but Livy did not confirm it: its code may still run. The next cell runs"
                            + " after it; %cleanup ends it with the session.";
            };
            boolean changes = request instanceof TransferRequest.Write || request instanceof TransferRequest.Run;
            return changes && code != StatementOutput.Code.NOT_RUN
                    ? UnknownOutcomes.of(request, why)
                    : new TransferFailure(
                            ErrorCode.CANCELLED,
                            "You cancelled the transfer",
                            why,
                            "Run the cell again when you like: nothing was changed in the SQL pool.",
                            List.of());
        }
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

    /** Reads what a statement printed; empty if there is no outcome in it. */
    private static Optional<TransferOutcome> printed(String text, String frame, Consumer<String> other) {
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
        if (outcome != null && rest.length() > 0) {
            other.accept(rest.toString());
        }
        return Optional.ofNullable(outcome);
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
