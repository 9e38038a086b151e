package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.kernel.cell.GuardedCells;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutcome.Succeeded;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.MimeBundle;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code execute_request}. One thread calls it.
 *
 * <pre>
 * busy ► execute_input ► stream, display_data ... ► execute_result | error ► execute_reply (shell) ► idle
 * </pre>
 */
final class CellRunner {

    private final Cells cells;
    private final Outlet outlet;
    private final ActivityStatus status;
    private final History history;
    private final InstantSource clock;
    private int count;
    private @Nullable Failure lastFailure;

    CellRunner(Cells cells, Outlet outlet, ActivityStatus status, History history, InstantSource clock) {
        this.cells = cells;
        this.outlet = outlet;
        this.status = status;
        this.history = history;
        this.clock = clock;
    }

    void run(Request request) {
        status.cellBegins(request.header());
        try {
            if (lastFailure != null && lastFailure.aborts(request)) {
                outlet.reply(request, Contents.empty().put("status", "aborted").put("execution_count", count));
            } else {
                execute(request, ExecuteRequest.read(request.content()));
            }
        } finally {
            status.cellEnds(request.header());
        }
    }

    private void execute(Request request, ExecuteRequest execute) {
        ObjectNode metadata = Contents.empty().put("started", clock.instant().toString());
        if (execute.storesHistory()) {
            count++;
        }
        if (!execute.silent()) {
            ObjectNode input = Contents.empty().put("code", execute.code()).put("execution_count", count);
            outlet.publish(request.header(), "execute_input", input);
        }
        ObjectNode reply = Contents.ok();
        CellOutcome outcome = outcome(request, execute, reply);
        if (outcome instanceof Failed failed) {
            reply = Contents.error(failed);
            if (!execute.silent()) {
                outlet.publish(request.header(), "error", Contents.failure(failed));
            }
            if (execute.stopsOnError()) {
                lastFailure = new Failure(request, clock.instant());
            }
        } else if (outcome instanceof Succeeded succeeded) {
            succeed(request, execute, succeeded, reply);
        }
        outlet.reply(request, reply.put("execution_count", count), metadata);
    }

    private void succeed(Request request, ExecuteRequest execute, Succeeded succeeded, ObjectNode reply) {
        MimeBundle result = succeeded.result();
        if (result != null && !execute.silent()) {
            outlet.publish(
                    request.header(), "execute_result", Contents.shown(result).put("execution_count", count));
        }
        if (execute.storesHistory()) {
            history.add(new History.Entry(count, execute.code(), result == null ? "" : result.text()));
        }
        ObjectNode values = reply.putObject("user_expressions");
        execute.expressions().forEach((name, code) -> values.set(name, value(code)));
    }

    private CellOutcome outcome(Request request, ExecuteRequest execute, ObjectNode reply) {
        reply.putArray("payload");
        if (execute.code().isBlank()) {
            return new Succeeded(null);
        }
        CellOutput output = execute.silent() ? DiscardedOutput.INSTANCE : new PublishedOutput(outlet, request.header());
        Optional<String> question = Pager.question(execute.code());
        return question.isPresent() ? page(question.get(), output, reply) : cells.run(execute.code(), output);
    }

    private CellOutcome page(String name, CellOutput output, ObjectNode reply) {
        try {
            Pager.answer(cells, name)
                    .ifPresentOrElse(
                            help -> Pager.page(reply, help),
                            () -> output.text(CellOutput.Stream.OUT, "Nothing is known of '" + name + "'.\n"));
            return new Succeeded(null);
        } catch (RuntimeException e) {
            return GuardedCells.defect(e);
        }
    }

    private ObjectNode value(String code) {
        CellOutcome outcome = cells.run(code, DiscardedOutput.INSTANCE);
        if (outcome instanceof Succeeded succeeded) {
            MimeBundle result = succeeded.result();
            ObjectNode value = Contents.ok();
            return value.setAll(Contents.shown(result == null ? new MimeBundle(Map.of(MimeBundle.TEXT, "")) : result));
        }
        return Contents.error((Failed) outcome);
    }
}
