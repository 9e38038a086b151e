package dev.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Licence texts in what is laid out: of our own jars, and of what one of them bundles. */
class LicencesIT {

    private static final Path SOFTWARE =
            TestPool.in(Path.of("target/licences")).layout().software();

    @Test
    void everyJarCarriesItsLicence() throws IOException {
        List<Path> own;
        try (Stream<Path> files = Files.walk(SOFTWARE)) {
            own = files.filter(file -> file.getFileName().toString().matches("sluice-.*\\.jar"))
                    .toList();
        }
        assertThat(own).hasSizeGreaterThan(8).allSatisfy(jar -> {
            assertThat(entry(jar, "META-INF/LICENSE")).contains("Apache License", "Version 2.0, January 2004");
            assertThat(entry(jar, "META-INF/NOTICE"))
                    .contains(
                            // What is changed of Spark is still Spark's.
                            jar.endsWith("sluice-spark-stream-guard.jar")
                                    ? "Copyright 2025 Apache Software Foundation"
                                    : "Sluice\nLicensed under the Apache License");
        });
    }

    @Test
    void theConnectorCarriesThatOfTheDriverThatItBundles() throws IOException {
        assertThat(entry(SOFTWARE.resolve("connector/sluice-connector.jar"), "META-INF/licenses/mssql-jdbc.txt"))
                .startsWith("Copyright(c) 2018 Microsoft Corporation\n")
                .contains("MIT License", "The above copyright notice and this permission notice shall be included");
    }

    private static String entry(Path file, String name) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            ZipEntry entry = jar.getEntry(name);
            assertThat(entry).as("%s of %s", name, file).isNotNull();
            try (InputStream in = jar.getInputStream(entry)) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }
}
