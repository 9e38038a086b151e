package dev.sluice.kernel.pool;

import java.net.URI;
import java.nio.file.Path;

/** Which Spark pool cells run in. */
public sealed interface PoolChoice {

    /** Behind a Livy server that asks for no login. */
    record Livy(URI address) implements PoolChoice {}

    /**
     * The one that a profile of the user describes.
     *
     * @param name its name in the file of profiles
     */
    record Named(String name) implements PoolChoice {}

    /**
     * The local one, which may start later.
     *
     * @param state folder of its ready files
     */
    record Local(Path state) implements PoolChoice {}
}
