package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.Batches;
import dev.sluice.connector.sql.Batches.Transaction;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferReceipt.StatementCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the statements of a cell.
 *
 * <pre>
 * NOT_RUN ─► TOOK_EFFECT ─► ROLLED_BACK   with the transaction that it is in
 *    └─────► FAILED | UNKNOWN             unknown if the connection broke, or the statement was cancelled
 *    └─────► CANCELLED                    a SELECT, or in a transaction: it changed nothing
 * </pre>
 */
final class RunProgress {

    private enum State {
        NOT_RUN("did not run", "did not run"),
        TOOK_EFFECT("took effect", "took effect"),
        ROLLED_BACK("was rolled back", "were rolled back"),
        FAILED("failed", "failed"),
        CANCELLED("was cancelled", "were cancelled"),
        UNKNOWN("is not known", "are not known");

        private final String ofOne;
        private final String ofMany;

        State(String ofOne, String ofMany) {
            this.ofOne = ofOne;
            this.ofMany = ofMany;
        }
    }

    private static final int NONE = -1;

    private final List<Batches.Unit> units;
    private final State[] states;
    private final long[] changed;
    private int next;
    private int transactionStart = NONE;

    RunProgress(List<Batches.Unit> units) {
        this.units = units;
        this.states = new State[units.size()];
        this.changed = new long[units.size()];
        Arrays.fill(states, State.NOT_RUN);
    }

    boolean isTransactionOpen() {
        return transactionStart != NONE;
    }

    /**
     * Notes that the next unit ran.
     *
     * @param counts rows that it changed, as the server counted them; null for rows that it gave
     * @return a count for each of its statements, as well as the server tells
     */
    List<StatementCount> ran(List<@Nullable Long> counts) {
        Batches.Unit unit = units.get(next);
        states[next] = State.TOOK_EFFECT;
        changed[next] =
                counts.stream().mapToLong(count -> count == null ? 0 : count).sum();
        if (unit.transaction() == Transaction.OPEN && transactionStart == NONE) {
            transactionStart = next;
        } else if (unit.transaction() == Transaction.CLOSED) {
            transactionStart = NONE;
        }
        next++;
        if (counts.size() <= 1) {
            return List.of(new StatementCount(unit.sql(), counts.isEmpty() ? null : counts.get(0)));
        }
        // The server does not say which statement a count is of.
        return IntStream.range(0, counts.size())
                .mapToObj(i -> new StatementCount("result " + (i + 1) + " of: " + unit.inBrief(), counts.get(i)))
                .toList();
    }

    /** Returns what a failure of the next unit means for all of them. */
    TransferFailedException failed(TransferFailedException cause) {
        TransferFailure failure = cause.failure();
        Batches.Unit unit = units.get(next);
        State end = end(failure.code(), unit);
        boolean known = end != State.UNKNOWN;
        states[next] = end;
        rollBack();
        if (units.size() == 1 && !unit.whole() && known) {
            return cause;
        }
        String which = (known ? "Statement " : "Whether statement ") + (next + 1) + " of " + units.size() + ' '
                + (known ? end.ofOne : "took effect is not known");
        return withStates(TransferFailedException.of(
                known ? failure.code() : ErrorCode.OUTCOME_UNKNOWN,
                which + ", at line " + unit.line() + ": " + unit.inBrief(),
                failure.what() + ": " + failure.why() + others(unit),
                known || failure.code() != ErrorCode.CANCELLED
                        ? failure.fix()
                        : "Look at what it changes, by %%sqlpool query, before you run it again",
                cause));
    }

    /** A cancelled statement may have had its effect before; but not if it has none, or its transaction is never committed. */
    private State end(ErrorCode code, Batches.Unit unit) {
        return switch (code) {
            case SQL_POOL_UNREACHABLE -> State.UNKNOWN;
            case CANCELLED ->
                unit.isOneSelect() || (isTransactionOpen() && unit.transaction() == Transaction.AS_BEFORE)
                        ? State.CANCELLED
                        : State.UNKNOWN;
            default -> State.FAILED;
        };
    }

    /** Returns the failure of a cell that was cancelled before its next unit was sent. */
    TransferFailedException cancelled(TransferFailedException cause) {
        rollBack();
        String rest = others(units.get(next));
        return withStates(TransferFailedException.of(
                ErrorCode.CANCELLED,
                "The cell was cancelled before statement " + (next + 1) + " of " + units.size(),
                cause.failure().why() + rest,
                "Run what is left in a cell of its own when you like",
                cause));
    }

    /** Returns the failure of a cell that ends within a transaction: the end of its connection rolls it back. */
    TransferFailedException leftOpen() {
        String which = range(transactionStart + 1, next);
        rollBack();
        return withStates(TransferFailedException.of(
                ErrorCode.INVALID_REQUEST,
                "A transaction is open at the end of the cell",
                "Its statements were rolled back: " + which,
                "End the cell with COMMIT TRANSACTION: each cell has a connection of its own"));
    }

    private void rollBack() {
        if (isTransactionOpen()) {
            Arrays.fill(states, transactionStart, next, State.ROLLED_BACK);
        }
    }

    private TransferFailedException withStates(TransferFailedException failure) {
        TransferFailedException told = failure;
        for (int i = 0; i < states.length; i++) {
            String rows = changed[i] == 0 ? "" : ", " + changed[i] + (changed[i] == 1 ? " row" : " rows");
            told = told.withDetail((i + 1) + ". " + states[i].ofOne + rows + ": "
                    + units.get(i).inBrief());
        }
        return told;
    }

    /** Returns what became of the others, as in {@code . Statements 1 to 2 took effect; statement 4 did not run}. */
    private String others(Batches.Unit failed) {
        List<String> parts = new ArrayList<>();
        if (failed.whole()) {
            parts.add("it uses variables or blocks: its statements went to the server together, and what stands before"
                    + " the failing one may have taken effect");
        }
        for (State state : List.of(State.TOOK_EFFECT, State.ROLLED_BACK, State.NOT_RUN)) {
            which(state).ifPresent(parts::add);
        }
        String all = String.join("; ", parts);
        return all.isEmpty() ? "" : ". " + Character.toUpperCase(all.charAt(0)) + all.substring(1);
    }

    /** Returns which units are in a state. They follow each other, but what took effect may stand on both sides of a gap. */
    private Optional<String> which(State state) {
        List<String> ranges = new ArrayList<>();
        int count = 0;
        int start = NONE;
        for (int i = 0; i <= states.length; i++) {
            boolean in = i < states.length && states[i] == state;
            count += in ? 1 : 0;
            if (in && start == NONE) {
                start = i;
            } else if (!in && start != NONE) {
                ranges.add(range(start + 1, i));
                start = NONE;
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of((count == 1 ? "statement " : "statements ") + String.join(", ", ranges) + " "
                        + (count == 1 ? state.ofOne : state.ofMany));
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + " to " + last;
    }
}
