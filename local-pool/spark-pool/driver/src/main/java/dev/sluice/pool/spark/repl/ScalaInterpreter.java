package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.PresentationCompilerCompleter;
import scala.tools.nsc.interpreter.Results;

/**
 * Scala cells, by the compiler's own REPL.
 *
 * <p>A cell runs piece by piece ({@link ScalaCell}); a piece that the compiler calls incomplete grows by the next one.
 * The cell shows what it printed and what the REPL says about each piece ({@code x: Int = 1}); it ends at the first
 * piece that fails.
 */
final class ScalaInterpreter implements Interpreter {

    private static final Logger LOG = LoggerFactory.getLogger(ScalaInterpreter.class);

    /** Where a magic finds the value of its variable: the compiler's classes cannot see this class's. */
    private static final String HANDOVER = "dev.sluice.pool.spark.repl.handover";

    private static final Outcome NOTHING_BESIDE_TEXT = Outcome.text("");

    /** How long completion waits for a cell that compiles; the front end has gone on by then. */
    private static final long COMPLETION_WAIT_MILLIS = 500;

    private final JvmOutput output;
    private final JvmOutput errors;
    private final StringWriter said = new StringWriter();

    /** What the pieces of the cell that ran last have printed and said. */
    private final StringWriter text = new StringWriter();

    private final IMain repl;
    private final ClassFolder classes;
    private final ScalaValues values = new ScalaValues();

    /** The compiler serves one thread at a time. */
    private final ReentrantLock compiler = new ReentrantLock();

    /** Fails when the compiler cannot be used at all. */
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "scala-start");
        thread.setDaemon(true);
        return thread;
    });

    private ScalaInterpreter(JvmOutput output, JvmOutput errors, ClassFolder classes, Settings settings) {
        this.output = output;
        this.errors = errors;
        this.classes = classes;
        this.repl = new CellCompiler(settings, new PrintWriter(said, true), classes);
    }

    /**
     * Makes the interpreter and names its class folder in {@code conf}; the compiler starts by itself meanwhile. Call it
     * before the SparkContext is made: the calling thread gets the class loader that Spark is to find the cells' classes
     * in.
     *
     * @param userJars the class loader that Spark gave the session's jars to
     */
    static ScalaInterpreter start(SparkConf conf, JvmOutput output, JvmOutput errors, ClassLoader userJars)
            throws IOException {
        ClassFolder classes = ClassFolder.make(conf);
        Settings settings = new Settings();
        settings.processArguments(
                scalaList("-Yrepl-class-based", "-Yrepl-outdir", classes.path().toString(), "-usejavacp"), true);
        settings.embeddedDefaults(userJars);
        ScalaInterpreter interpreter = new ScalaInterpreter(output, errors, classes, settings);
        Thread.currentThread()
                .setContextClassLoader(new CellClassLoader(userJars, interpreter.repl.classLoader(), classes.path()));
        interpreter.background.execute(() -> interpreter.initialize(userJars));
        return interpreter;
    }

    private void initialize(ClassLoader userJars) {
        try {
            classes.write(() -> {
                repl.initializeSynchronous();
                repl.addUrlsToClassPath(
                        JavaConverters.asScalaBuffer(SessionJars.of(userJars)).toSeq());
                return repl;
            });
        } catch (Exception | Error e) {
            // The boundary of this thread: the compiler throws checked exceptions that it does not declare.
            LOG.error("The Scala compiler does not start", e);
            ready.completeExceptionally(e);
        }
    }

    /**
     * Lets cells find the session and the imports, once the compiler is there. Returns at once: a session whose first
     * cell is Python or SQL does not wait for Scala, and a Scala cell waits by itself.
     */
    void bindSoon(List<String> imports) {
        background.execute(() -> {
            try {
                bind(imports);
                ready.complete(true);
            } catch (Exception | Error e) {
                // As in initialize: a cell that waits must hear of it, whatever it is.
                LOG.error("Scala cells cannot run", e);
                ready.completeExceptionally(e);
            }
        });
        background.shutdown();
    }

    /** One compile for all names, because each costs a second on a small machine. */
    private void bind(List<String> imports) {
        String own = """
            @transient val spark = org.apache.spark.sql.SparkSession.active
            @transient val sc = spark.sparkContext
            import org.apache.spark.SparkContext._
            import spark.implicits._
            import spark.sql
            import org.apache.spark.sql.functions._
            """;
        StringBuilder all = new StringBuilder(own);
        imports.forEach(name -> all.append("import ").append(name).append('\n'));
        if (repl.interpret(all.toString()) != Results.Success$.MODULE$) {
            LOG.warn("Scala cells go without {}: {}", imports, takeSaid());
            if (repl.interpret(own) != Results.Success$.MODULE$) {
                throw new IllegalStateException("Cannot bind spark and sc in the Scala compiler: " + takeSaid());
            }
        }
        takeSaid();
    }

    @Override
    public Outcome run(int statement, String code) {
        try {
            ready.join();
        } catch (CompletionException e) {
            return Outcome.Failure.of("InterpreterError", "Scala cells cannot run: " + e.getCause());
        }
        compiler.lock();
        try {
            drain();
            errors.begin();
            text.getBuffer().setLength(0);
            Outcome outcome = runPieces(ScalaCell.pieces(code));
            return with(Outcome.printed(text.toString(), errors.drain()), outcome);
        } finally {
            errors.end();
            compiler.unlock();
        }
    }

    @Override
    public ObjectNode printed() {
        return Outcome.printed(text + output.peek(), errors.peek());
    }

    /** Returns how the pieces ended, and puts what they printed and said into {@link #text}. */
    private Outcome runPieces(List<String> pieces) {
        StringBuilder pending = new StringBuilder();
        Outcome last = NOTHING_BESIDE_TEXT;
        for (String piece : pieces) {
            Optional<Magic> magic = pending.length() == 0 ? Magic.of(piece) : Optional.empty();
            if (magic.isPresent()) {
                last = show(magic.get());
                if (last instanceof Outcome.Failure) {
                    return last;
                }
                continue;
            }
            pending.append(pending.length() == 0 ? "" : "\n").append(piece);
            Results.Result result = repl.interpret(pending.toString());
            if (result == Results.Incomplete$.MODULE$) {
                drain();
                continue;
            }
            if (result == Results.Error$.MODULE$) {
                text.append(output.drain());
                return ScalaError.of(takeSaid());
            }
            text.append(drain());
            last = NOTHING_BESIDE_TEXT;
            pending.setLength(0);
        }
        return pending.length() == 0 ? last : unfinished(pending.toString());
    }

    /** The compiler calls code incomplete that is nothing but a comment; in braces it does not. */
    private Outcome unfinished(String code) {
        if (repl.interpret("{\n" + code + "\n}") == Results.Success$.MODULE$) {
            text.append(drain());
            return NOTHING_BESIDE_TEXT;
        }
        drain();
        return Outcome.Failure.of(Outcome.Failure.ERROR, "incomplete statement");
    }

    /** Livy shows the value of a magic without the text before it; all else shows its text, also if it fails then. */
    private static Outcome with(ObjectNode printed, Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure) {
            return failure.after(printed);
        }
        return outcome == NOTHING_BESIDE_TEXT ? new Outcome.Success(printed) : outcome;
    }

    private Outcome show(Magic magic) {
        if (!magic.name().equals("json") && !magic.name().equals("table")) {
            return Outcome.Failure.of("UnknownMagic", "Unknown magic command " + magic.name());
        }
        Optional<Object> value = valueOf(magic.variable());
        if (value.isEmpty()) {
            return Outcome.Failure.of("NameError", "Value " + magic.variable() + " does not exist");
        }
        JsonNode json;
        try {
            json = values.json(value.get());
        } catch (JsonProcessingException | RuntimeException | LinkageError e) {
            LOG.warn("Cannot show {} as JSON", magic.variable(), e);
            return Outcome.Failure.of("ValueError", "cannot show this value as JSON: " + ScalaValues.reason(e));
        }
        if (magic.name().equals("table")) {
            return LivyTable.of(json);
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set(Outcome.JSON, json);
        return new Outcome.Success(data);
    }

    /** The REPL's own look-up by name knows nothing of class-based wrappers, so the value is handed over by code. */
    private Optional<Object> valueOf(String variable) {
        if (!variable.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*")) {
            return Optional.empty();
        }
        String handOver =
                "val _ = System.getProperties.put(\"" + HANDOVER + "\", (" + variable + ").asInstanceOf[AnyRef])";
        repl.beSilentDuring(() -> repl.interpret(handOver));
        drain();
        return Optional.ofNullable(System.getProperties().remove(HANDOVER));
    }

    /** What the code printed comes before what the REPL says of its value. */
    private String drain() {
        return output.drain() + takeSaid();
    }

    private String takeSaid() {
        String text = said.toString();
        said.getBuffer().setLength(0);
        return text;
    }

    @Override
    public List<String> complete(String code, int cursor) {
        if (!ready.isDone() || ready.isCompletedExceptionally()) {
            return List.of();
        }
        try {
            if (!compiler.tryLock(COMPLETION_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                return List.of();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
        try {
            return List.copyOf(JavaConverters.seqAsJavaList(new PresentationCompilerCompleter(repl)
                    .complete(code, cursor)
                    .candidates()));
        } finally {
            compiler.unlock();
        }
    }

    @Override
    public void close() {
        classes.close();
        repl.close();
    }

    private static scala.collection.immutable.List<String> scalaList(String... items) {
        return JavaConverters.asScalaBuffer(Arrays.asList(items)).toList();
    }
}
