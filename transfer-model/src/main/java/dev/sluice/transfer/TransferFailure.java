package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Why a transfer did not happen, for the person who asked for it.
 *
 * @param code what kind of failure it is
 * @param what what went wrong, in one line, with the value
 * @param why the cause, in one line
 * @param fix what to do, in one line
 * @param details more for the curious, line by line: server messages, statements, a stack trace; never a secret
 */
public record TransferFailure(ErrorCode code, String what, String why, String fix, List<String> details)
        implements TransferOutcome {

    public TransferFailure {
        requireNonNull(code, "code");
        requireNonNull(what, "what");
        requireNonNull(why, "why");
        requireNonNull(fix, "fix");
        details = List.copyOf(details);
    }
}
