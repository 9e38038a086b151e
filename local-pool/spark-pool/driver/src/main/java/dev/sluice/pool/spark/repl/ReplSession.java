package dev.sluice.pool.spark.repl;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.livy.rsc.RSCConf;
import org.apache.livy.rsc.driver.SparkEntries;
import org.apache.livy.rsc.driver.Statement;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One interactive session: one SparkSession, its interpreters, and the thread that all statements run on in turn.
 *
 * <p>Invariant: every interpreter works on the SparkSession that {@link SparkEntries} made, so that a temp view of one
 * language is there for all. The session is ready when Spark is; the Scala compiler and Python start meanwhile, and the
 * first cell of each waits for it.
 */
public final class ReplSession {

    private static final Logger LOG = LoggerFactory.getLogger(ReplSession.class);

    private static final String NO_R =
            "R is not part of this pool: the pyspark package that it runs on has none." + " Use spark, pyspark or sql";

    private final SparkConf conf;
    private final RSCConf livyConf;
    private final Consumer<String> onState;
    private final JvmOutput output = JvmOutput.ofOut();
    private final JvmOutput errors = JvmOutput.ofErr();
    private final ExecutorService runner = Executors.newSingleThreadExecutor(this::daemon);
    private final Map<Kind, Interpreter> interpreters = new EnumMap<>(Kind.class);

    private volatile String state = "not_started";
    private volatile @Nullable StatementQueue queue;

    /**
     * Makes a session that is not started.
     *
     * @param onState told every change of the session's state, in Livy's words
     */
    public ReplSession(SparkConf conf, RSCConf livyConf, Consumer<String> onState) {
        this.conf = conf;
        this.livyConf = livyConf;
        this.onState = onState;
    }

    /** Starts Spark and the interpreters; returns when statements can be accepted. */
    public SparkEntries start() throws ExecutionException, InterruptedException {
        move("starting");
        ClassLoader userJars = Thread.currentThread().getContextClassLoader();
        try {
            SparkEntries entries = runner.submit(() -> {
                        Thread.currentThread().setContextClassLoader(userJars);
                        return startOnRunner(userJars);
                    })
                    .get();
            move("idle");
            return entries;
        } catch (ExecutionException e) {
            LOG.error("The session cannot start", e.getCause());
            move("error");
            throw e;
        }
    }

    private SparkEntries startOnRunner(ClassLoader userJars) throws Exception {
        long begin = System.nanoTime();
        SessionFolders.apply(conf);
        // Before the SparkContext: Spark serves the class folder that the configuration names to its tasks.
        ScalaInterpreter scala = ScalaInterpreter.start(conf, output, errors, userJars);
        SparkEntries entries = new SparkEntries(conf);
        SparkContext context = entries.sc().sc();
        int maxRows = livyConf.getInt(RSCConf.Entry.SQL_NUM_ROWS);
        interpreters.put(Kind.SQL, new SqlInterpreter(entries.sparkSession(), maxRows));
        scala.bindSoon(ReplImports.of(conf, userJars));
        PythonInterpreter python = new PythonInterpreter(entries, PythonCommand.of(conf), output);
        python.startSoon();
        interpreters.put(Kind.SPARK, scala);
        interpreters.put(Kind.PYSPARK, python);
        interpreters.put(Kind.SPARKR, new Refusal(NO_R));
        queue = new StatementQueue(
                livyConf, runner, Thread.currentThread(), new SparkJobs(context), output, this::move);
        LOG.info("Session ready after {} ms", millis(System.nanoTime() - begin));
        return entries;
    }

    /** Returns the session's state in Livy's words. */
    public String state() {
        return state;
    }

    private void move(String next) {
        state = next;
        onState.accept(next);
    }

    /**
     * Queues a statement.
     *
     * @param kind its language; null for the session's own
     * @return its number
     */
    public int submit(String code, @Nullable String kind) {
        Kind language = Kind.of(kind, livyConf.get(RSCConf.Entry.SESSION_KIND));
        return started().submit(code, interpreter(language));
    }

    /** Cancels a statement; one that is done or unknown is left alone. */
    public void cancel(int statement) {
        started().cancel(statement);
    }

    /** Returns what could stand at {@code cursor}. */
    public List<String> complete(String code, @Nullable String kind, int cursor) {
        Kind language = Kind.of(kind, livyConf.get(RSCConf.Entry.SESSION_KIND));
        return interpreter(language).complete(code, Math.max(0, Math.min(cursor, code.length())));
    }

    /** Returns all statements that are kept, in their order. */
    public Statement[] statements() {
        return started().statements(0, Integer.MAX_VALUE);
    }

    /** Returns the kept statements among {@code size} from number {@code from} on. */
    public Statement[] statements(int from, int size) {
        return started().statements(from, size);
    }

    /** Ends the interpreters. Spark itself is stopped by its owner. */
    public void close() {
        runner.shutdown();
        StatementQueue current = queue;
        if (current != null) {
            current.close();
        }
        interpreters.values().forEach(Interpreter::close);
    }

    private Interpreter interpreter(Kind kind) {
        Interpreter interpreter = interpreters.get(kind);
        if (interpreter == null) {
            throw new IllegalStateException("The session is still starting: wait until its state is idle");
        }
        return interpreter;
    }

    private StatementQueue started() {
        StatementQueue current = queue;
        if (current == null) {
            throw new IllegalStateException("The session is still starting: wait until its state is idle");
        }
        return current;
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    private Thread daemon(Runnable work) {
        // Around the whole thread: the threads that Spark starts from it inherit the console.
        Thread thread = new Thread(() -> JvmOutput.around(output, errors, work), "statements");
        thread.setDaemon(true);
        return thread;
    }
}
