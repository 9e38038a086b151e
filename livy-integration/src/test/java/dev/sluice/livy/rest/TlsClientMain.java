package dev.sluice.livy.rest;

import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyException;
import java.net.URI;

/** The client in a process of its own, whose trust store is that of the test. Prints a line for each port that it is given. */
final class TlsClientMain {

    private TlsClientMain() {}

    public static void main(String[] arguments) {
        for (String port : arguments) {
            LivyClient client = LivyClients.create(LivyEndpoint.of(
                    URI.create("https://127.0.0.1:" + port), LivyAuthentication.bearer(() -> "a-token")));
            try {
                System.out.println("RESULT " + client.sessions().size() + " sessions");
            } catch (LivyException e) {
                System.out.println("RESULT " + e.getClass().getSimpleName() + " " + e.reason());
            }
        }
    }
}
