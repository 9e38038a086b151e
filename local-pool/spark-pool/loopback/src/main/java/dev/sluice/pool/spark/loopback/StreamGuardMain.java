package dev.sluice.pool.spark.loopback;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Build step: writes a jar with the one class of Spark's transport that is rewritten. On a driver's class path before
 * Spark's own jars, it is the one that counts.
 *
 * <p>Arguments: the jar spark-network-common, and the jar to write. Fails, and with it the build, when the class is not what
 * was expected.
 */
public final class StreamGuardMain {

    private static final String CLASS = "org/apache/spark/network/server/AbstractAuthRpcHandler.class";

    /** A changed class is still Spark's. */
    private static final List<String> LICENCES = List.of("META-INF/LICENSE", "META-INF/NOTICE");

    private StreamGuardMain() {}

    /** Runs the step; throws so that a build tool that calls it in its own process stops. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: StreamGuardMain <spark-network-common.jar> <target.jar>; got "
                    + arguments.length + " arguments");
        }
        Path spark = Path.of(arguments[0]);
        byte[] rewritten = StreamGuardRewrite.rewritten(read(spark, CLASS)
                .orElseThrow(() -> new LoopbackRewriteException(
                        "Cannot rewrite " + spark.getFileName() + ": it has no " + CLASS)));
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]));
                ZipOutputStream jar = new ZipOutputStream(out)) {
            write(jar, CLASS, rewritten);
            for (String licence : LICENCES) {
                Optional<byte[]> text = read(spark, licence);
                if (text.isPresent()) {
                    write(jar, licence, text.get());
                }
            }
        }
    }

    private static Optional<byte[]> read(Path jar, String name) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(name);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream content = file.getInputStream(entry)) {
                return Optional.of(content.readAllBytes());
            }
        }
    }

    private static void write(ZipOutputStream jar, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // The same input gives the same jar.
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
