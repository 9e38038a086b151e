package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.kernel.cell.GuardedCells;
import dev.sluice.kernel.channel.Channel;
import dev.sluice.kernel.channel.Channels;
import dev.sluice.kernel.channel.Receiver;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.message.Incoming;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.Cells;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A kernel of the Jupyter protocol 5.5.
 *
 * <pre>
 * execute                                        ► lane cells
 * complete, inspect, is_complete, history, comms ► lane questions
 * interrupt, shutdown, kernel_info               ► lane control     on shell as well as on control
 * </pre>
 *
 * <p>Invariants: every request that expects a reply gets exactly one, with a status, between a busy and an idle that name
 * it; the thread of the sockets only chooses the lane.
 */
public final class Kernel implements Receiver {

    private static final System.Logger LOG = System.getLogger(Kernel.class.getName());

    private final NotebookLanguage language;
    private final Cells cells;
    private final Outlet outlet;
    private final ActivityStatus status;
    private final History history = new History();
    private final Questions questions;
    private final CellRunner runner;
    private final InstantSource clock;
    private final Lanes lanes = Lanes.start();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Makes a kernel that runs the given cells. It answers once the channels are started with it as their receiver.
     *
     * @param language what cells are written in that name no language
     */
    public Kernel(Cells cells, NotebookLanguage language, Channels channels, InstantSource clock) {
        this.cells = new GuardedCells(cells);
        this.language = language;
        this.clock = clock;
        outlet = new Outlet(channels, clock);
        status = new ActivityStatus(outlet);
        questions = new Questions(this.cells);
        runner = new CellRunner(this.cells, outlet, status, history, clock);
    }

    /** Waits until a client asks for the shutdown, or {@link #stop} is called. */
    public void awaitShutdown() throws InterruptedException {
        stopped.await();
    }

    /** Ends the wait for a shutdown. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void subscribed(String topic) {
        outlet.welcome(topic);
        // Before the first listener is there nobody could hear that the kernel starts, and a welcome comes first of
        // all.
        if (started.compareAndSet(false, true)) {
            status.starting();
        }
    }

    @Override
    public void received(Channel channel, Incoming incoming) {
        Request request = new Request(channel, incoming.identities(), incoming.message(), clock.instant());
        switch (request.type()) {
            case "execute_request" -> lanes.cells().execute(() -> runner.run(request));
            case "complete_request" -> answer(lanes.questions(), request, questions::complete);
            case "inspect_request" -> answer(lanes.questions(), request, questions::inspect);
            case "is_complete_request" -> answer(lanes.questions(), request, questions::isComplete);
            case "history_request" ->
                answer(lanes.questions(), request, question -> history.answer(question.content()));
            case "comm_info_request" -> answer(lanes.questions(), request, question -> commInfo());
            case "comm_open" -> lanes.questions().execute(() -> refuseComm(request));
            case "kernel_info_request" -> answer(lanes.control(), request, question -> KernelInfo.of(language));
            case "interrupt_request" -> answer(lanes.control(), request, question -> interrupt());
            case "shutdown_request" -> lanes.control().execute(() -> shutdown(request));
            default -> unknown(request);
        }
    }

    private void answer(ExecutorService lane, Request request, Function<Request, ObjectNode> question) {
        lane.execute(() -> {
            status.questionBegins(request.header());
            try {
                outlet.reply(request, question.apply(request));
            } catch (RuntimeException e) {
                outlet.reply(request, Contents.error(GuardedCells.defect(e)));
            } finally {
                status.questionEnds(request.header());
            }
        });
    }

    private ObjectNode interrupt() {
        cells.interrupt();
        return Contents.ok();
    }

    private static ObjectNode commInfo() {
        ObjectNode reply = Contents.ok();
        reply.putObject("comms");
        return reply;
    }

    /** The kernel has no comm targets; a client that opens one is told that it is closed, as the protocol wants. */
    private void refuseComm(Request request) {
        status.questionBegins(request.header());
        LOG.log(Level.DEBUG, "No comm target {0}", request.content().path("target_name"));
        ObjectNode close = Contents.empty()
                .put("comm_id", request.content().path("comm_id").asText());
        close.putObject("data");
        outlet.publish(request.header(), "comm_close", close);
        status.questionEnds(request.header());
    }

    /** Replies before anything is closed: the client's window is five seconds. */
    private void shutdown(Request request) {
        status.questionBegins(request.header());
        ObjectNode reply =
                Contents.ok().put("restart", request.content().path("restart").asBoolean(false));
        outlet.publish(request.header(), "shutdown_reply", reply);
        outlet.reply(request, reply);
        status.questionEnds(request.header());
        stop();
    }

    private void unknown(Request request) {
        LOG.log(Level.INFO, "Unknown message {0} on {1}", request.type(), request.channel());
        if (request.expectsReply()) {
            String message = "Unsupported request '" + request.type() + "': the Sluice kernel does not offer it";
            answer(
                    lanes.control(),
                    request,
                    question -> Contents.error(new Failed("UnsupportedRequest", message, List.of(message))));
        }
    }
}
