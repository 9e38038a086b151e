package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionJarsTest {

    @TempDir
    private Path folder;

    @Test
    void theUsersJarsAreFoundAndTheDriversOwnAreNot() throws IOException {
        URL user = jar("user ü.jar");
        URL[] urls = {
            user,
            jar("livy-rsc-0.7.1.jar"),
            jar("sluice-spark-pool-driver-1.jar"),
            folder.resolve("missing.jar").toUri().toURL(),
            URI.create("http://127.0.0.1/remote.jar").toURL(),
        };
        URL above = jar("above.jar");
        try (URLClassLoader parent = new URLClassLoader(new URL[] {above}, null);
                URLClassLoader loader = new URLClassLoader(urls, parent)) {
            assertThat(SessionJars.of(loader).stream().map(URL::toString))
                    .containsExactly(user.toString(), above.toString());
        }
    }

    private URL jar(String name) throws IOException {
        return Files.createFile(folder.resolve(name)).toUri().toURL();
    }
}
