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
            "--user",
            "sluice",
            "--password-file",
            "/p/é state/password",
            "--ready-file",
            "/p/é state/livy.json");

    private Samples() {}

    static PoolOptions options(String... further) {
        return PoolOptions.parse(arguments(further));
    }

    static List<String> arguments(String... further) {
        List<String> arguments = new ArrayList<>(REQUIRED);
        for (String option : further) {
            // What is required may be given otherwise.
            if (option.startsWith("--ready-file=")) {
                arguments
                        .subList(arguments.indexOf("--ready-file"), arguments.size())
                        .clear();
            }
        }
        arguments.addAll(List.of(further));
        return arguments;
    }
}
