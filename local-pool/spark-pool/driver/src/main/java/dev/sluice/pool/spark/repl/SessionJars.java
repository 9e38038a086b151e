package dev.sluice.pool.spark.repl;

import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The jars a user gave the session, which Spark keeps in a class loader of its own. */
final class SessionJars {

    private SessionJars() {}

    /** Returns the jar files of {@code loader} and those above it, but not the driver's own. */
    static List<URL> of(ClassLoader loader) {
        List<URL> jars = new ArrayList<>();
        for (@Nullable ClassLoader next = loader; next != null; next = next.getParent()) {
            if (next instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    if (isForCells(url)) {
                        jars.add(url);
                    }
                }
            }
        }
        return List.copyOf(jars);
    }

    /** Cells are not to compile against what the driver itself is made of: it is none of their business. */
    private static boolean isForCells(URL url) {
        if (!"file".equals(url.getProtocol())) {
            return false;
        }
        try {
            Path jar = Path.of(url.toURI());
            String name = jar.getFileName().toString();
            return Files.isRegularFile(jar) && !name.startsWith("livy-") && !name.startsWith("sluice-spark-pool-");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
