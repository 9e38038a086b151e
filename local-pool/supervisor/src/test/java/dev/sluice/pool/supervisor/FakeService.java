package dev.sluice.pool.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A service for tests: says that it is ready and waits to be ended, or ends at once with the exit code it is told. */
final class FakeService {

    private FakeService() {}

    public static void main(String[] arguments) throws Exception {
        List<String> options = Arrays.asList(arguments);
        int exit = options.indexOf("--exit");
        if (exit >= 0) {
            System.err.println("Port 4711 is taken");
            System.exit(Integer.parseInt(options.get(exit + 1)));
        }
        String port = options.get(options.indexOf("--port") + 1);
        Path ready = Path.of(options.get(options.indexOf("--ready-file") + 1));
        Path temporary = Files.createTempFile(ready.getParent(), "ready", ".tmp");
        Files.writeString(
                temporary,
                "{\"name\":\"fake\",\"pid\":" + ProcessHandle.current().pid() + ",\"port\":"
                        + (port.equals("0") ? "23456" : port) + "}");
        Files.move(temporary, ready, StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }
}
