package dev.sluice.connector.settings;

import java.util.Optional;

/** The Spark session's configuration. */
@FunctionalInterface
public interface Conf {

    /** Prefix of Sluice's own keys. */
    String PREFIX = "spark.sluice.";

    /** Returns the value of a key, if it is set and not blank. */
    Optional<String> find(String key);
}
