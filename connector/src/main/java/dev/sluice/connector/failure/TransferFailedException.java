package dev.sluice.connector.failure;

import static java.util.Objects.requireNonNull;

import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Says that a transfer did not happen. The message is meant for the person who asked for it: what, why, and what to do. */
public final class TransferFailedException extends RuntimeException {

    private final transient TransferFailure failure;

    private TransferFailedException(TransferFailure failure, Throwable cause) {
        super(message(failure), cause);
        this.failure = requireNonNull(failure, "failure");
    }

    private TransferFailedException(TransferFailure failure) {
        super(message(failure));
        this.failure = requireNonNull(failure, "failure");
    }

    /** Makes a failure that Sluice itself found. */
    public static TransferFailedException of(ErrorCode code, String what, String why, String fix) {
        return new TransferFailedException(new TransferFailure(code, what, why, fix, List.of()));
    }

    /** Makes a failure that another one caused; the messages of the cause become the details. */
    public static TransferFailedException of(ErrorCode code, String what, String why, String fix, Throwable cause) {
        return new TransferFailedException(new TransferFailure(code, what, why, fix, messages(cause)), cause);
    }

    /** Returns the failure as the notebook gets it. */
    public TransferFailure failure() {
        return failure;
    }

    /** Returns the same failure with one more line of details. */
    public TransferFailedException withDetail(String detail) {
        List<String> details = new ArrayList<>(failure.details());
        details.add(detail);
        return as(new TransferFailure(failure.code(), failure.what(), failure.why(), failure.fix(), details));
    }

    /** Returns the same failure with something else to do about it. */
    public TransferFailedException withFix(String fix) {
        return as(new TransferFailure(failure.code(), failure.what(), failure.why(), fix, failure.details()));
    }

    private TransferFailedException as(TransferFailure more) {
        Throwable cause = getCause();
        return cause == null ? new TransferFailedException(more) : new TransferFailedException(more, cause);
    }

    /** Makes the failure of which nobody has thought: its details are the stack trace. */
    public static TransferFailedException internal(Throwable defect) {
        StringWriter trace = new StringWriter();
        defect.printStackTrace(new PrintWriter(trace));
        return new TransferFailedException(
                new TransferFailure(
                        ErrorCode.INTERNAL,
                        "The transfer failed in a way that Sluice does not know",
                        defect.getClass().getSimpleName() + ": " + defect.getMessage(),
                        "Please report it with the details",
                        List.of(trace.toString())),
                defect);
    }

    private static String message(TransferFailure failure) {
        return failure.what() + "\nWhy: " + failure.why() + "\nFix: " + failure.fix();
    }

    private static List<String> messages(Throwable cause) {
        List<String> messages = new ArrayList<>();
        for (Throwable each = cause; each != null && messages.size() < 10; each = each.getCause()) {
            messages.add(each.getClass().getSimpleName() + ": " + each.getMessage());
        }
        return messages;
    }
}
