package dev.sluice.connector;

import dev.sluice.pool.identity.LocalIdentity;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * How a Spark session reaches the servers of the local pool. Secrets are read from the folder of the identity.
 *
 * @param folder that of the local pool, with the identity in it
 */
public record LocalSpark(Path folder, int storagePort, int sqlPort) {

    private static final String ACCOUNT = "sluicelocal.dfs.core.windows.net";

    /** Makes the JVM trust the servers. To be called before anything of it makes a secure connection. */
    static void trust(LocalIdentity identity) {
        System.setProperty("javax.net.ssl.trustStore", identity.trustStoreFile().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", LocalIdentity.TRUST_STORE_PASSWORD);
    }

    /** Starts the JVM's session. */
    public SparkSession start(String master) throws IOException {
        LocalIdentity identity = LocalIdentity.openOrCreate(folder.resolve("identity"));
        trust(identity);
        return SparkSession.builder()
                .master(master)
                .appName("connector")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .config("spark.local.dir", folder.resolve("spark").toString())
                .config("spark.hadoop.fs.azure.abfs.endpoint." + ACCOUNT, "127.0.0.1:" + storagePort)
                .config(
                        "spark.hadoop.fs.azure.account.key." + ACCOUNT,
                        identity.storageKey().value())
                .config("spark.hadoop.fs.azure.io.retry.max.retries", "1")
                // Milliseconds: the storage is at hand, and tests make it deaf a thousand times.
                .config("spark.hadoop.fs.azure.io.retry.min.backoff.interval", "10")
                .config("spark.hadoop.fs.azure.io.retry.backoff.interval", "10")
                .config("spark.hadoop.fs.azure.io.retry.max.backoff.interval", "20")
                .config("spark.hadoop.fs.azure.enable.autothrottling", "false")
                .config("spark.sluice.server", "127.0.0.1:" + sqlPort)
                .config("spark.sluice.database", "sqlpool")
                .config("spark.sluice.staging", "abfss://lake@" + ACCOUNT + "/staging")
                .config("spark.sluice.auth", "sql")
                .config("spark.sluice.user", "sluice")
                .config("spark.sluice.secret", "file:" + identity.sqlPasswordFile())
                .getOrCreate();
    }
}
