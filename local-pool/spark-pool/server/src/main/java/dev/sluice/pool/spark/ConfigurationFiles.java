package dev.sluice.pool.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Writes the folder that both Livy and Spark take for their configuration. Readable by its owner only. */
final class ConfigurationFiles {

    private ConfigurationFiles() {}

    /** Writes livy.conf, spark-defaults.conf and log4j2.properties anew. */
    static void write(PoolOptions options) throws IOException {
        Path folder = options.confDir();
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        writeOwn(folder.resolve("livy.conf"), properties(LivyConfiguration.of(options)));
        writeOwn(folder.resolve("spark-defaults.conf"), properties(SparkDefaults.of(options)));
        try (InputStream log4j = ConfigurationFiles.class.getResourceAsStream("driver-log4j2.properties")) {
            if (log4j == null) {
                throw new IOException("The server's jar has no driver-log4j2.properties: build it anew");
            }
            writeOwn(folder.resolve("log4j2.properties"), log4j.readAllBytes());
        }
    }

    private static void writeOwn(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content);
    }

    /** Returns a properties file in ASCII with escapes: every reader of it takes any encoding for the same text then. */
    static byte[] properties(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String line(String key, String value) {
        Properties one = new Properties();
        one.setProperty(key, value);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            one.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The first line is a date.
        String text = out.toString(StandardCharsets.ISO_8859_1);
        return text.substring(text.indexOf('\n') + 1);
    }
}
