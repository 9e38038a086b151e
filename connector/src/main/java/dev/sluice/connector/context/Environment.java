package dev.sluice.connector.context;

import dev.sluice.connector.auth.ManagedIdentity;
import dev.sluice.connector.auth.TokenSource;
import dev.sluice.connector.settings.Conf;
import dev.sluice.connector.settings.Resolver;
import dev.sluice.connector.spark.SessionZone;
import dev.sluice.connector.sql.DedicatedPool;
import dev.sluice.connector.sql.Statements;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** What transfers of one Spark session work with. Lives in the driver. */
public final class Environment {

    /** Kept for the process, because it keeps tokens. */
    private static final TokenSource IDENTITY = new ManagedIdentity(System.getenv(), Clock.systemUTC());

    private final SparkSession spark;
    private final TokenSource tokens;
    private final Statements statements = new DedicatedPool();

    private Environment(SparkSession spark, TokenSource tokens) {
        this.spark = spark;
        this.tokens = tokens;
    }

    /** Returns the environment of a session, with the identity of this process. */
    public static Environment of(SparkSession spark) {
        return new Environment(spark, IDENTITY);
    }

    /** Returns the environment of a session, with another identity. */
    public static Environment of(SparkSession spark, TokenSource tokens) {
        return new Environment(spark, tokens);
    }

    /** Returns the Spark session. */
    public SparkSession spark() {
        return spark;
    }

    public TokenSource tokens() {
        return tokens;
    }

    public Statements statements() {
        return statements;
    }

    public Resolver resolver() {
        Conf conf = key -> Optional.ofNullable(spark.conf().get(key, null)).filter(value -> !value.isBlank());
        return new Resolver(conf, System.getenv());
    }

    /** Returns the id of the Spark application. */
    public String application() {
        return spark.sparkContext().applicationId();
    }

    public Configuration hadoop() {
        return spark.sessionState().newHadoopConf();
    }

    /** Returns the session's time zone, in which Spark shows timestamps. */
    public ZoneId zone() {
        return SessionZone.of(spark);
    }

    public Backoff backoff() {
        return new Backoff(Environment::pause);
    }

    /** Waits, and returns whether it was for the whole time: a thread that is interrupted waits no longer, and stays so. */
    public static boolean pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public Recorder recorder(String operation) {
        return new Recorder(operation, spark.sparkContext());
    }
}
