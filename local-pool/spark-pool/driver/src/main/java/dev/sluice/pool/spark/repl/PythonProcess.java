package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Python process and the wire to it.
 *
 * <pre>
 * to Python     {"id":1,"type":"execute","statement":0,"code":"..."}   {"id":2,"type":"complete",...}   {"id":3,"type":"interrupt"}
 * from Python   {"id":0,"ready":true}   {"id":1,"data":{mime: ...}}   {"id":1,"ename","evalue","traceback"}   {"id":2,"matches":[...]}
 * </pre>
 *
 * <p>One JSON object per line on the process's standard input and output, UTF-8. What else Python or its children write
 * to standard output ends up on standard error, which is the driver's log. An answer may overtake another one.
 */
final class PythonProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PythonProcess.class);

    private static final String SHELL = "sluice_shell.py";
    private static final int READY = 0;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Process process;
    private final BufferedWriter requests;
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final AtomicInteger nextId = new AtomicInteger(READY + 1);
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();

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
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        PythonProcess python = new PythonProcess(builder.start());
        Thread reader = new Thread(python::read, "python-answers");
        reader.setDaemon(true);
        reader.start();
        return python;
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
            fail();
        }
        if (!process.isAlive()) {
            fail();
        }
        return answer;
    }

    private void read() {
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            LOG.debug("Python's answers ended", e);
        }
        fail();
    }

    private void take(String line) {
        try {
            JsonNode answer = mapper.readTree(line);
            CompletableFuture<JsonNode> waiting =
                    pending.remove(answer.path("id").asInt(-1));
            if (waiting != null) {
                waiting.complete(answer);
            }
        } catch (JsonProcessingException e) {
            LOG.warn("Python answered {} characters that are no JSON", line.length());
        }
    }

    /** Python has ended or is about to: nobody may wait for its answers any more. */
    private void fail() {
        String how;
        try {
            how = "Python ended with exit code " + process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            how = "Python does not answer";
        }
        PythonEndedException ended = new PythonEndedException(how);
        for (Integer id : List.copyOf(pending.keySet())) {
            CompletableFuture<JsonNode> waiting = pending.remove(id);
            if (waiting != null) {
                waiting.completeExceptionally(ended);
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
