package dev.sluice.connector.spark;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.Option;

/** Takes the aggregates that an action computed beside what it is for. Spark tells them by an event, which may get lost. */
final class ObservedMetrics implements QueryExecutionListener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SparkSession session;
    private final String name;
    private final CompletableFuture<Row> found = new CompletableFuture<>();

    private ObservedMetrics(SparkSession session, String name) {
        this.session = session;
        this.name = name;
    }

    /** Begins to listen to the actions of a session. */
    static ObservedMetrics of(SparkSession session, String name) {
        ObservedMetrics metrics = new ObservedMetrics(session, name);
        session.listenerManager().register(metrics);
        return metrics;
    }

    /** Returns the aggregates of the action that has ended; nothing if no word of it comes. */
    Optional<Row> await() {
        try {
            return Optional.of(found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void onSuccess(String function, QueryExecution execution, long nanos) {
        Option<Row> row = execution.observedMetrics().get(name);
        if (row.isDefined()) {
            found.complete(row.get());
        }
    }

    @Override
    public void onFailure(String function, QueryExecution execution, Exception failure) {
        // Who runs the action hears of it there.
    }

    @Override
    public void close() {
        session.listenerManager().unregister(this);
    }
}
