package dev.sluice.pool.spark.repl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;

/**
 * How Python is started.
 *
 * @param executable the interpreter; absolute, or a name on the PATH
 * @param searchPath what a session's own files and PYTHONPATH add to the module path
 * @param fallbackPath where PySpark lies when the interpreter has none installed
 */
record PythonCommand(String executable, List<String> searchPath, List<String> fallbackPath) {

    PythonCommand {
        searchPath = List.copyOf(searchPath);
        fallbackPath = List.copyOf(fallbackPath);
    }

    /** Reads {@code spark.pyspark.python}, {@code PYSPARK_PYTHON} and what Livy says about PySpark's archives. */
    static PythonCommand of(SparkConf conf) {
        String executable = conf.get(
                "spark.pyspark.driver.python",
                conf.get("spark.pyspark.python", System.getenv().getOrDefault("PYSPARK_PYTHON", "python3")));
        List<String> own = new ArrayList<>();
        List<String> archives = new ArrayList<>();
        Arrays.stream(conf.get("spark.submit.pyFiles", "").split(",", -1))
                .map(PythonCommand::localPath)
                .filter(path -> !path.isEmpty())
                .forEach(path -> (isPySpark(path) ? archives : own).add(path));
        String inherited = System.getenv().getOrDefault("PYTHONPATH", "");
        if (!inherited.isEmpty()) {
            own.add(inherited);
        }
        return new PythonCommand(executable, own, archives);
    }

    /** PySpark from its archive is compiled anew at every start; the installed one is a second faster. */
    private static boolean isPySpark(String path) {
        return path.endsWith("/pyspark.zip") || path.matches(".*/py4j-[^/]*-src\\.zip");
    }

    private static String localPath(String file) {
        String stripped = file.strip();
        return stripped.startsWith("file:") ? java.net.URI.create(stripped).getPath() : stripped;
    }
}
