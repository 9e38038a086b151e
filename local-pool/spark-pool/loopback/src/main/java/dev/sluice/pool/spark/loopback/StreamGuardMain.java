package dev.sluice.pool.spark.loopback;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private StreamGuardMain() {}

    /** Runs the step; throws so that a build tool that calls it in its own process stops. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: StreamGuardMain <spark-network-common.jar> <target.jar>; got "
                    + arguments.length + " arguments");
        }
        byte[] rewritten = StreamGuardRewrite.rewritten(read(Path.of(arguments[0])));
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]));
                ZipOutputStream jar = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry(CLASS);
            // The same input gives the same jar.
            entry.setTime(0);
            jar.putNextEntry(entry);
            jar.write(rewritten);
            jar.closeEntry();
        }
    }

    private static byte[] read(Path jar) throws IOException {
        try (ZipFile classes = new ZipFile(jar.toFile())) {
            ZipEntry entry = classes.getEntry(CLASS);
            if (entry == null) {
                throw new LoopbackRewriteException("Cannot rewrite " + jar.getFileName() + ": it has no " + CLASS);
            }
            try (InputStream content = classes.getInputStream(entry)) {
                return content.readAllBytes();
            }
        }
    }
}
