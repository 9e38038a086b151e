package dev.sluice.connector.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.LocalSpark;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.transfer.Access;
import dev.sluice.connector.transfer.WriteTransfer;
import dev.sluice.transfer.TransferRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A driver in a process of its own, which a test may kill. It takes orders as lines of JSON, writes one after the other, and
 * answers each by a line: {@value #ANSWER} and what the caller heard. It ends when there are no more.
 */
public final class DriverMain {

    static final String ANSWER = "heard ";
    static final ObjectMapper JSON = new ObjectMapper();

    private DriverMain() {}

    /**
     * A write.
     *
     * @param rows query of the rows
     */
    record Order(String rows, TransferRequest request) {}

    /**
     * Takes the folder of the local pool, the port of the storage, that of the SQL pool, and whether tasks run in this process or
     * in {@link TwoWorkers}.
     */
    public static void main(String[] arguments) throws IOException {
        LocalSpark pool =
                new LocalSpark(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        if (Boolean.parseBoolean(arguments[3])) {
            takeOrders(pool.start("local[1]"));
            return;
        }
        try (TwoWorkers workers = TwoWorkers.start(pool.folder())) {
            takeOrders(pool.start(workers.url()));
        }
    }

    private static void takeOrders(SparkSession spark) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(ANSWER + answer(spark, JSON.readValue(line, Order.class)));
        }
        spark.stop();
    }

    private static String answer(SparkSession spark, Order order) {
        try {
            var unused = new WriteTransfer(
                            Environment.of(spark), (TransferRequest.Write) order.request(), Access.CONFIGURED)
                    .run(spark.sql(order.rows()));
            return "published";
        } catch (TransferFailedException e) {
            return e.failure().code().name();
        }
    }
}
