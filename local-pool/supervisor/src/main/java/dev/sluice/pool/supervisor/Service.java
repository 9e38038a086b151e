package dev.sluice.pool.supervisor;

import java.util.List;
import java.util.Map;

/**
 * A program of the pool, ready to be started.
 *
 * @param jvmOptions options of the Java machine
 * @param classPath class path, relative to the pool's home or absolute
 * @param mainClass class to start
 * @param arguments arguments, without {@code --port} and {@code --ready-file}
 * @param environment variables beside the user's own
 */
record Service(
        String name,
        List<String> jvmOptions,
        String classPath,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment) {

    Service {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
