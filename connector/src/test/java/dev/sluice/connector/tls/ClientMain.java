package dev.sluice.connector.tls;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.jdbc.StatementWatch;
import dev.sluice.connector.settings.Endpoint;
import dev.sluice.connector.settings.Login;
import dev.sluice.connector.settings.Secret;
import dev.sluice.connector.settings.ServerAddress;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.staging.StagingArea;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The connector's clients in a process of their own, whose trust store is that of the test. Each argument is {@code
 * jdbc:PORT} or {@code storage:PORT}; for each it prints a line: the failure, and all of its causes.
 */
final class ClientMain {

    private static final String ACCOUNT = "account.dfs.core.windows.net";

    private ClientMain() {}

    public static void main(String[] arguments) {
        for (String argument : arguments) {
            String[] parts = argument.split(":", -1);
            int port = Integer.parseInt(parts[1]);
            System.out.println("RESULT " + (parts[0].equals("jdbc") ? jdbc(port) : storage(port)));
        }
    }

    private static String jdbc(int port) {
        Endpoint endpoint = new Endpoint(
                new ServerAddress("127.0.0.1", port), "db", new Login.Password("me", new Secret("Secret_1")));
        PoolConnector connector = new PoolConnector(
                endpoint,
                resource -> {
                    throw new IllegalStateException("No token is asked for");
                },
                StatementWatch.NONE);
        try (PoolSession session = connector.open(sql -> {})) {
            return "connected " + session.answers();
        } catch (TransferFailedException e) {
            return told(e);
        }
    }

    private static String storage(int port) {
        Configuration configuration = new Configuration();
        configuration.set("fs.azure.abfs.endpoint." + ACCOUNT, "127.0.0.1:" + port);
        configuration.set("fs.azure.account.key." + ACCOUNT, "c2VjcmV0");
        configuration.set("fs.azure.io.retry.max.retries", "0");
        configuration.set("fs.azure.account.hns.enabled", "true");
        configuration.set("fs.abfss.impl.disable.cache", "true");
        StagingPlace place = new StagingPlace(URI.create("abfss://c@" + ACCOUNT + "/staging"), null, null);
        try {
            return "answered "
                    + StagingArea.open(place, configuration).exists(new Path("abfss://c@" + ACCOUNT + "/staging/x"));
        } catch (TransferFailedException e) {
            return told(e);
        }
    }

    private static String told(TransferFailedException failure) {
        StringBuilder text = new StringBuilder(failure.failure().code().name());
        for (Throwable each = failure; each != null; each = each.getCause()) {
            text.append(" | ").append(String.valueOf(each.getMessage()).replaceAll("\\s+", " "));
        }
        return text.toString();
    }
}
