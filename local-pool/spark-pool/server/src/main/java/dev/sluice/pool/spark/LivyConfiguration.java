package dev.sluice.pool.spark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The Livy server's settings, {@code livy.conf}. */
final class LivyConfiguration {

    /** A name of our own: Livy then takes the class that stands under it for the check of logins. */
    private static final String AUTH_TYPE = "owner";

    private LivyConfiguration() {}

    static Map<String, String> of(PoolOptions options) {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("livy.server.host", "127.0.0.1");
        conf.put("livy.server.port", Integer.toString(options.port()));
        conf.put("livy.server.auth.type", AUTH_TYPE);
        conf.put("livy.server.auth." + AUTH_TYPE + ".class", OwnerLoginFilter.class.getName());
        String parameter = "livy.server.auth." + AUTH_TYPE + ".param.";
        conf.put(parameter + OwnerLoginFilter.USER, options.user());
        conf.put(
                parameter + OwnerLoginFilter.PASSWORD_FILE,
                options.passwordFile().toString());
        conf.put("livy.server.csrf-protection.enabled", "true");
        conf.put("livy.spark.master", options.sparkConf().getOrDefault("spark.master", "local[*]"));
        conf.put("livy.spark.deploy-mode", "client");
        // Else Livy guesses 2.11 and finds no driver.
        conf.put("livy.spark.scala-version", "2.12");
        // Livy 0.7.1 breaks on Spark 3 as soon as it finds a hive-site.xml.
        conf.put("livy.repl.enable-hive-context", "false");
        conf.put("livy.file.local-dir-whitelist", readableFolders(options));
        // Hadoop takes the path as it is written: an encoded one would name another folder.
        conf.put("livy.session.staging-dir", "file://" + options.tmp().resolve("livy-staging"));
        conf.put("livy.server.session.timeout", "8h");
        conf.put("livy.server.session.state-retain.sec", "600s");
        conf.put("livy.cache-log.size", "2000");
        conf.put("livy.rsc.rpc.server.address", "127.0.0.1");
        conf.put("livy.rsc.launcher.address", "127.0.0.1");
        conf.put("livy.rsc.launcher.port.range", "0~0");
        // A driver whose server is gone ends after this, should its lifeline not have ended it before.
        conf.put("livy.rsc.server.idle-timeout", "30s");
        // A cold machine with two cores takes its time.
        conf.put("livy.rsc.server.connect.timeout", "180s");
        return conf;
    }

    private static String readableFolders(PoolOptions options) {
        List<Path> folders = options.localDirs().isEmpty() ? List.of(options.state()) : options.localDirs();
        return folders.stream()
                .map(LivyConfiguration::withoutSeparators)
                .map(folder -> folder.endsWith("/") ? folder : folder + '/')
                .distinct()
                .collect(Collectors.joining(","));
    }

    /**
     * Livy cuts its list at spaces and commas, and nothing quotes them: of a folder with one in its path the nearest
     * folder above without is named. That opens no door: whoever may post a session may run any code in it.
     */
    private static String withoutSeparators(Path folder) {
        Path named = folder;
        while (named.toString().matches(".*[ ,].*")) {
            named = named.resolve("..").normalize();
        }
        return named.toString();
    }
}
