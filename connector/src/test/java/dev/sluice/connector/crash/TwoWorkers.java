package dev.sluice.connector.crash;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * A standalone cluster of two workers on loopback, with an executor each. The workers go by two names of one address: Spark runs
 * a second attempt of a task only on another host.
 */
final class TwoWorkers implements AutoCloseable {

    private static final String[] HOSTS = {"127.0.0.1", "localhost"};
    private static final int ANY_PORT = 0;
    private static final int CORES = 1;
    private static final int MEGABYTES = 1024;

    private final RpcEnv master;
    private final RpcEnv[] workers = new RpcEnv[HOSTS.length];

    private TwoWorkers(Path folder) {
        SparkConf conf = new SparkConf();
        master = Master.startRpcEnvAndEndpoint(HOSTS[0], ANY_PORT, ANY_PORT, conf)
                ._1();
        for (int i = 0; i < HOSTS.length; i++) {
            workers[i] = Worker.startRpcEnvAndEndpoint(
                    HOSTS[i],
                    ANY_PORT,
                    ANY_PORT,
                    CORES,
                    MEGABYTES,
                    new String[] {url()},
                    folder.resolve("worker").toString(),
                    Option.apply(i),
                    conf,
                    Option.empty());
        }
    }

    /**
     * Starts one.
     *
     * @param folder where the executors work
     */
    static TwoWorkers start(Path folder) {
        return new TwoWorkers(folder);
    }

    /** Returns the master's URL. */
    String url() {
        return "spark://" + master.address().hostPort();
    }

    @Override
    public void close() {
        for (RpcEnv worker : workers) {
            worker.shutdown();
        }
        master.shutdown();
    }
}
