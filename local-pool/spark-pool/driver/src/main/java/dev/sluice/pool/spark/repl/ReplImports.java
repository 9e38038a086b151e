package dev.sluice.pool.spark.repl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every Scala cell finds imported beside Livy's own imports. */
final class ReplImports {

    private static final Logger LOG = LoggerFactory.getLogger(ReplImports.class);

    /**
     * Imports, with ';' between them. A class that the session does not have is left out: a Spark pool without the
     * connector is still a Spark pool.
     */
    static final String KEY = "spark.sluice.repl.imports";

    /** What a Synapse notebook imports for the SQL pool connector. */
    static final String DEFAULT =
            "com.microsoft.spark.sqlanalytics.utils.Constants;" + "org.apache.spark.sql.SqlAnalyticsConnector._";

    private ReplImports() {}

    /** Returns the imports of {@code conf} whose classes {@code classes} has. */
    static List<String> of(SparkConf conf, ClassLoader classes) {
        return found(conf.get(KEY, DEFAULT), classes);
    }

    static List<String> found(String imports, ClassLoader classes) {
        List<String> found = new ArrayList<>();
        Arrays.stream(imports.split(";", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(name -> {
                    if (exists(name, classes)) {
                        found.add(name);
                    } else {
                        LOG.warn("Not imported into Scala cells: {} is not on the driver's class path ({})", name, KEY);
                    }
                });
        return List.copyOf(found);
    }

    /** A name is a class, a member of an object, or everything in an object or a package. */
    private static boolean exists(String name, ClassLoader classes) {
        int last = name.lastIndexOf('.');
        String owner = last < 0 ? name : name.substring(0, last);
        for (String candidate : Set.of(name, name + '$', owner, owner + '$', owner + ".package")) {
            if (classes.getResource(candidate.replace('.', '/') + ".class") != null) {
                return true;
            }
        }
        return name.endsWith("._") && classes.getDefinedPackage(owner) != null;
    }
}
