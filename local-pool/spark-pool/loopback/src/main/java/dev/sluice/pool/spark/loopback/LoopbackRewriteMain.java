package dev.sluice.pool.spark.loopback;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Build step: rewrites a livy-rsc jar in place and puts the rewritten jar into a second folder too.
 *
 * <p>Arguments: the livy-rsc jar, and where else it is to be. Fails, and with it the build, when the jar is not what was
 * expected.
 */
public final class LoopbackRewriteMain {

    private LoopbackRewriteMain() {}

    /** Runs the step; throws so that a build tool that calls it in its own process stops. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "usage: LoopbackRewriteMain <livy-rsc.jar> <copy.jar>; got " + arguments.length + " arguments");
        }
        Path jar = Path.of(arguments[0]);
        LoopbackJar.write(jar, jar);
        LoopbackJar.write(jar, Path.of(arguments[1]));
    }
}
