package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.livy.rsc.driver.SparkEntries;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PySpark cells, in one Python process.
 *
 * <p>When Python dies, the statement says so and the next one starts Python anew: the variables of PySpark cells are
 * lost, the session, its views and the other languages are not. (In Livy the whole session ends.)
 */
final class PythonInterpreter implements Interpreter {

    private static final Logger LOG = LoggerFactory.getLogger(PythonInterpreter.class);

    /** How long is waited for an answer that a running cell may hold up. */
    private static final long ASIDE_WAIT_SECONDS = 3;

    private final SparkEntries entries;
    private final PythonCommand command;
    private final JvmOutput output;
    private volatile @Nullable Started started;

    PythonInterpreter(SparkEntries entries, PythonCommand command, JvmOutput output) {
        this.entries = entries;
        this.command = command;
        this.output = output;
    }

    /** Starts Python while nobody waits for it. What goes wrong is told to the first cell. */
    void startSoon() {
        Thread thread = new Thread(
                () -> {
                    try {
                        running();
                    } catch (IOException e) {
                        LOG.warn("Cannot start {}", command.executable(), e);
                    }
                },
                "python-start");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Outcome run(int statement, String code) {
        Started python;
        try {
            python = running();
        } catch (IOException e) {
            LOG.warn("Cannot start {}", command.executable(), e);
            return Outcome.Failure.of(
                    "InterpreterError",
                    "Cannot start Python: " + e.getMessage() + ". spark.pyspark.python says which one is started");
        }
        try {
            waitFor(python.process().ready());
            return outcome(waitFor(python.process().execute(statement, code)));
        } catch (PythonEndedException e) {
            forget(python);
            return Outcome.Failure.of(
                            Outcome.Failure.ERROR,
                            "Interpreter died:\n" + e.getMessage()
                                    + ". The variables of PySpark cells are lost; the session and its views are not."
                                    + " The next PySpark cell starts Python anew; the session's log may say more")
                    .after(Outcome.printed(output.drain(), ""));
        }
    }

    /** Waits without heeding interrupts: a cancelled statement still has to answer, or its answer would come later. */
    private static JsonNode waitFor(CompletableFuture<JsonNode> answer) {
        while (true) {
            try {
                return answer.get();
            } catch (InterruptedException e) {
                LOG.debug("Waiting for Python goes on", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof PythonEndedException ended
                        ? ended
                        : new PythonEndedException(String.valueOf(e.getCause()));
            }
        }
    }

    private Outcome outcome(JsonNode answer) {
        ObjectNode data = shown(answer.path("data"), output.drain());
        if (answer.has("ename")) {
            List<String> traceback = new ArrayList<>();
            answer.path("traceback").forEach(line -> traceback.add(line.asText()));
            return new Outcome.Failure(
                            answer.path("ename").asText(), answer.path("evalue").asText(), traceback)
                    .after(data);
        }
        return new Outcome.Success(data);
    }

    /**
     * Returns what Python showed, and beside it what the JVM printed for the same statement, say from a method that was
     * called through Py4J.
     */
    private static ObjectNode shown(JsonNode ofPython, String printed) {
        ObjectNode data =
                ofPython instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        if (!printed.isEmpty()) {
            data.put(Outcome.TEXT, Outcome.joined(data.path(Outcome.TEXT).asText(""), printed.stripTrailing()));
            if (data.path(Outcome.OUTPUT) instanceof ObjectNode apart) {
                apart.put("stdout", apart.path("stdout").asText("") + printed);
            }
        }
        return data;
    }

    @Override
    public List<String> complete(String code, int cursor) {
        Started python = started;
        if (python == null) {
            return List.of();
        }
        List<String> matches = new ArrayList<>();
        aside(python.process().complete(code, cursor)).path("matches").forEach(match -> matches.add(match.asText()));
        return matches;
    }

    @Override
    public ObjectNode printed() {
        Started python = started;
        JsonNode data = python == null
                ? MissingNode.getInstance()
                : aside(python.process().printed()).path("data");
        return shown(data, output.peek());
    }

    /** Returns an answer that is given while a cell runs; nothing when Python does not come to it. */
    private static JsonNode aside(CompletableFuture<JsonNode> answer) {
        try {
            return answer.get(ASIDE_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Python does not answer aside", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return MissingNode.getInstance();
    }

    @Override
    public void interrupt(Thread runner) {
        Started python = started;
        if (python != null) {
            // Python itself is interrupted only where it does not wait for the JVM: its end of the wire would break.
            python.gateway().interruptCall();
            python.process().interrupt();
        }
    }

    private synchronized Started running() throws IOException {
        Started current = started;
        if (current != null && current.process().isAlive()) {
            return current;
        }
        if (current != null) {
            forget(current);
        }
        PythonGateway gateway = new PythonGateway(entries);
        try {
            Started fresh = new Started(PythonProcess.start(command, environment(gateway)), gateway);
            started = fresh;
            return fresh;
        } catch (IOException e) {
            gateway.close();
            throw e;
        }
    }

    private static Map<String, String> environment(PythonGateway gateway) {
        return Map.of(
                "SLUICE_GATEWAY_PORT", Integer.toString(gateway.port()),
                "SLUICE_GATEWAY_SECRET", gateway.secret());
    }

    private synchronized void forget(Started python) {
        python.close();
        if (python.equals(started)) {
            started = null;
        }
    }

    @Override
    public void close() {
        Started python = started;
        if (python != null) {
            forget(python);
        }
    }

    private record Started(PythonProcess process, PythonGateway gateway) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
            gateway.close();
        }
    }
}
