package dev.sluice.pool.spark;

import java.util.ArrayList;
import java.util.List;

/** Command lines to test with. */
final class Samples {

    private static final List<String> REQUIRED = List.of(
            "--livy-home",
            "/p/livy home",
            "--spark-home=/p/spark",
            "--python",
            "/p/venv/bin/python",
            "--state",
            "/p/é state",
            "--tmp",
            "/p/tmp \"ü\"",
            "--ready-file",
            "/p/é state/livy.json");

    private Samples() {}

    static PoolOptions options(String... further) {
        return PoolOptions.parse(arguments(further));
    }

    static List<String> arguments(String... further) {
        List<String> arguments = new ArrayList<>(REQUIRED);
        arguments.addAll(List.of(further));
        return arguments;
    }
}
