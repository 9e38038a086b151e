package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Python process and the wire to it.
 *
 * <pre>
 * to Python     {"id":1,"type":"execute","statement":0,"code":"..."}   {"id":2,"type":"complete",...}   {"id":3,"type":"interrupt"}
 *               {"id":4,"type":"printed"}
 * from Python   0 {"ready":true}   1 {"data":{mime: ...}}   1 {"ename","evalue","traceback"[,"data"]}   2 {"matches":[...]}
 * </pre>
 *
 * <p>One line each on the process's standard input and output, UTF-8: a JSON object, in an answer behind the number of
 * its request, so that it is known whose answer it is that nobody can read. What else Python or its children write to
 * standard output ends up on standard error, which is the driver's log. An answer may overtake another one.
 *
 * <p>Invariant: every request is answered, or fails. A Python that has closed its end of the wire, or writes something
 * else on it, is ended: nothing that it says could be trusted any more.
 */
final class PythonProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PythonProcess.class);

    private static final String SHELL = "sluice_shell.py";
    private static final int READY = 0;
    private static final int LOG_CHARACTERS = 4_096;

    /** How long Python has to exit once its answers have ended, and its last answers to arrive once it has exited. */
    private static final long END_SECONDS = 3;

    /** A long text is not refused here: {@link Reply} says that it is too long. */
    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final Process process;
    private final BufferedWriter requests;
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final AtomicInteger nextId = new AtomicInteger(READY + 1);
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    private final AtomicReference<@Nullable PythonEndedException> ended = new AtomicReference<>();

    private PythonProcess(Process process) {
        this.process = process;
        this.requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        pending.put(READY, ready);
    }

    /**
     * Starts Python.
     *
     * @param environment added to this process's
     * @throws IOException when there is no such executable
     */
    static PythonProcess start(PythonCommand command, Map<String, String> environment) throws IOException {
        // The program goes in by "-c": no file lies about, and none can be changed by others.
        ProcessBuilder builder = new ProcessBuilder(command.executable(), "-u", "-c", program());
        builder.environment().putAll(environment);
        builder.environment().put("PYTHONPATH", String.join(":", command.searchPath()));
        builder.environment().put("SLUICE_PYSPARK", String.join(":", command.fallbackPath()));
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("PYSPARK_PYTHON", command.executable());
        builder.environment().put("TMPDIR", System.getProperty("java.io.tmpdir", "/tmp"));
        PythonProcess python = new PythonProcess(builder.start());
        Thread log = new Thread(python::log, "python-log");
        log.setDaemon(true);
        log.start();
        Thread reader = new Thread(python::read, "python-answers");
        reader.setDaemon(true);
        reader.start();
        // A child of Python may hold its answers open for ever.
        var unused = python.process.onExit().thenRunAsync(() -> python.exited(reader));
        return python;
    }

    /**
     * Writes to the driver's log what Python and its children write to theirs. Not as it is: the Livy server reads no
     * more from the first byte on that is no UTF-8, and the driver would stop when the pipe to it is full.
     */
    private void log() {
        PrintStream log = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        try (Reader said = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
            char[] some = new char[LOG_CHARACTERS];
            for (int length = said.read(some); length >= 0; length = said.read(some)) {
                log.append(CharBuffer.wrap(some, 0, length));
            }
        } catch (IOException e) {
            LOG.debug("Python's log ended", e);
        }
    }

    private static String program() throws IOException {
        try (InputStream in = PythonProcess.class.getResourceAsStream(SHELL)) {
            if (in == null) {
                throw new IOException("The driver's jar has no " + SHELL + ": build it anew");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Completes when Python can take statements; fails when it ended before. */
    CompletableFuture<JsonNode> ready() {
        return ready;
    }

    CompletableFuture<JsonNode> execute(int statement, String code) {
        return send(mapper.createObjectNode()
                .put("type", "execute")
                .put("statement", statement)
                .put("code", code));
    }

    CompletableFuture<JsonNode> complete(String code, int cursor) {
        return send(mapper.createObjectNode()
                .put("type", "complete")
                .put("code", code)
                .put("cursor", cursor));
    }

    /** Completes with {@code {"data":{mime: ...}}}: what the cell that runs has printed until now. */
    CompletableFuture<JsonNode> printed() {
        return send(mapper.createObjectNode().put("type", "printed"));
    }

    void interrupt() {
        var unused = send(mapper.createObjectNode().put("type", "interrupt"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private CompletableFuture<JsonNode> send(ObjectNode request) {
        int id = nextId.getAndIncrement();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        try {
            String line = mapper.writeValueAsString(request.put("id", id));
            synchronized (requests) {
                requests.write(line);
                requests.write('\n');
                requests.flush();
            }
        } catch (IOException e) {
            LOG.debug("Python takes no requests", e);
            end();
        }
        if (!process.isAlive()) {
            end();
        }
        return answer;
    }

    private void read() {
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = answers.readLine();
            while (line != null && take(line)) {
                line = answers.readLine();
            }
            if (line != null) {
                fail("Python wrote " + line.length() + " characters that are no answer and was ended");
            }
        } catch (IOException e) {
            LOG.debug("Python's answers ended", e);
        } catch (OutOfMemoryError e) {
            LOG.error("An answer of Python does not fit into the driver's memory", e);
            fail("Python answered more than fits into the driver's memory and was ended");
        }
        end();
    }

    /** Takes one answer; returns whether it is one. */
    private boolean take(String line) {
        int space = line.indexOf(' ');
        String id = line.substring(0, Math.max(0, space));
        if (!id.matches("[0-9]{1,9}")) {
            return false;
        }
        CompletableFuture<JsonNode> waiting = pending.remove(Integer.valueOf(id));
        if (waiting != null) {
            waiting.complete(answer(line.substring(space + 1)));
        }
        return true;
    }

    private JsonNode answer(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            LOG.warn("Python answered {} characters that cannot be read", json.length(), e);
            return mapper.createObjectNode()
                    .put("ename", "ValueError")
                    .put("evalue", "cannot read Python's answer as JSON: " + e.getOriginalMessage());
        }
    }

    private void exited(Thread reader) {
        try {
            reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** The wire has ended, at one side at least: what is left is to say how. */
    private void end() {
        String how = "Python closed its wire to the driver and was ended";
        try {
            if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                how = "Python ended with exit code " + process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fail(how);
    }

    /** Ends Python, and with it every request: nobody may wait for an answer any more. The first reason counts. */
    private void fail(String why) {
        PythonEndedException reason =
                ended.updateAndGet(first -> first == null ? new PythonEndedException(why) : first);
        close();
        for (Integer id : List.copyOf(pending.keySet())) {
            CompletableFuture<JsonNode> waiting = pending.remove(id);
            if (waiting != null) {
                waiting.completeExceptionally(reason);
            }
        }
    }

    /** Ends Python and what it has started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
