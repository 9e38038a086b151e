package dev.sluice.pool.spark.repl;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.livy.rsc.driver.SparkEntries;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import py4j.ClientServer;

/**
 * What Python reaches of the JVM: a Py4J server on the loopback address behind a secret.
 *
 * <p>It is Py4J's {@code ClientServer}, as in PySpark since 3.2: each Python thread has its own thread here, so that the
 * job group set for a statement holds for all that its thread calls.
 */
public final class PythonGateway implements AutoCloseable {

    private static final int SECRET_BYTES = 32;

    private final SparkEntries entries;
    private final String secret;
    private final ClientServer server;
    private volatile @Nullable Thread caller;

    PythonGateway(SparkEntries entries) {
        this.entries = entries;
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        this.secret = HexFormat.of().formatHex(random);
        this.server = new ClientServer.ClientServerBuilder(this)
                .javaPort(0)
                .javaAddress(InetAddress.getLoopbackAddress())
                .authToken(secret)
                .build();
        server.startServer();
    }

    int port() {
        return server.getJavaServer().getListeningPort();
    }

    String secret() {
        return secret;
    }

    /** Called from Python: the session's context. */
    public JavaSparkContext sc() {
        return entries.sc();
    }

    /** Called from Python: the session's configuration. */
    public SparkConf conf() {
        return entries.sc().getConf();
    }

    /** Called from Python: the session. */
    public SparkSession sparkSession() throws Exception {
        return entries.sparkSession();
    }

    /** Called from Python before each statement, on the thread that will serve it. */
    @SuppressWarnings("ReturnValueIgnored") // It is called to clear what a late interrupt left.
    public void begin(int statement) {
        Thread.interrupted();
        caller = Thread.currentThread();
        entries.sc().sc().setJobGroup(Integer.toString(statement), "Job group for statement " + statement, false);
    }

    /** Interrupts the call that Python is waiting for, if it waits for one. */
    void interruptCall() {
        Thread thread = caller;
        if (thread != null && servesACall(thread)) {
            thread.interrupt();
        }
    }

    private static boolean servesACall(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("py4j.Gateway")
                        && frame.getMethodName().equals("invoke"));
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
