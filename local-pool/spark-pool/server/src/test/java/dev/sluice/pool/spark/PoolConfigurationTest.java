package dev.sluice.pool.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void livyListensOnTheLoopbackAddressOnly() {
        assertThat(LivyConfiguration.of(
                        Samples.options("--port=8998", "--local-dir=/a/é, b/d", "--local-dir=/c", "--local-dir=/a")))
                .containsEntry("livy.server.host", "127.0.0.1")
                .containsEntry("livy.server.port", "8998")
                .containsEntry("livy.rsc.rpc.server.address", "127.0.0.1")
                .containsEntry("livy.rsc.launcher.address", "127.0.0.1")
                .containsEntry("livy.file.local-dir-whitelist", "/a/,/c/")
                .containsEntry("livy.spark.scala-version", "2.12")
                .containsEntry("livy.repl.enable-hive-context", "false");
        assertThat(LivyConfiguration.of(Samples.options())).containsEntry("livy.file.local-dir-whitelist", "/p/");
    }

    @Test
    void livyAsksEveryRequestForTheOwnersLoginAndEveryChangeForTheHeader() {
        assertThat(LivyConfiguration.of(Samples.options()))
                .containsEntry("livy.server.auth.type", "owner")
                .containsEntry("livy.server.auth.owner.class", "dev.sluice.pool.spark.OwnerLoginFilter")
                .containsEntry("livy.server.auth.owner.param.user", "sluice")
                .containsEntry("livy.server.auth.owner.param.passwordFile", "/p/é state/password")
                .containsEntry("livy.server.csrf-protection.enabled", "true");
    }

    @Test
    void aFolderThatLivyCannotNameIsNamedByTheOneAbove() {
        assertThat(LivyConfiguration.of(Samples.options("--local-dir=/a b")))
                .containsEntry("livy.file.local-dir-whitelist", "/");
    }

    @Test
    void theStagingFolderIsNamedAsHadoopReadsIt() {
        assertThat(LivyConfiguration.of(Samples.options()).get("livy.session.staging-dir"))
                .isEqualTo("file:///p/tmp \"ü\"/livy-staging");
    }

    @Test
    void sparkListensOnTheLoopbackAddressOnly() {
        assertThat(SparkDefaults.of(Samples.options()))
                .containsEntry("spark.driver.host", "127.0.0.1")
                .containsEntry("spark.driver.bindAddress", "127.0.0.1")
                .containsEntry("spark.authenticate", "true")
                .containsEntry("spark.ui.enabled", "false")
                .doesNotContainKeys("spark.driver.extraClassPath", "spark.jars");
        assertThat(SparkDefaults.of(Samples.options()).get("spark.driver.defaultJavaOptions"))
                .doesNotContain("-javaagent");
    }

    @Test
    void everyDriverHangsOnTheProcessOfTheServer() {
        assertThat(SparkDefaults.of(Samples.options("--extra-jars=/e é")).get("spark.driver.defaultJavaOptions"))
                .startsWith("\"-javaagent:/e é/sluice-spark-pool-lifeline.jar="
                        + ProcessHandle.current().pid() + "\" ");
    }

    @Test
    void theConnectorIsOnTheDriversClassPath() {
        assertThat(SparkDefaults.of(Samples.options("--connector-jar=/c d.jar", "--extra-jars=/e")))
                .containsEntry("spark.driver.extraClassPath", "/c d.jar:/e/*");
    }

    @Test
    void javaOptionsSurviveSpacesAndQuotes() {
        assertThat(SparkDefaults.of(Samples.options("--truststore=/t t/x.p12")).get("spark.driver.defaultJavaOptions"))
                .contains("\"-Djava.io.tmpdir=/p/tmp \\\"ü\\\"\"")
                .contains("\"-Djavax.net.ssl.trustStore=/t t/x.p12\" -Djavax.net.ssl.trustStoreType=PKCS12")
                .contains("-XX:-UsePerfData");
        assertThat(SparkDefaults.quoted("a\\b")).isEqualTo("\"a\\\\b\"");
    }

    @Test
    void furtherSettingsComeLast() {
        assertThat(SparkDefaults.of(Samples.options("--spark-conf=spark.master=local[2]")))
                .containsEntry("spark.master", "local[2]");
        assertThat(LivyConfiguration.of(Samples.options("--spark-conf=spark.master=local[2]")))
                .containsEntry("livy.spark.master", "local[2]");
    }

    @Test
    void filesAreReadByTheirOwnerOnlyAndWrittenAnew() throws IOException {
        PoolOptions options =
                Samples.options("--conf-dir=" + folder.resolve("conf"), "--spark-conf=spark.x=é = \\u0041 #");
        ConfigurationFiles.write(options);
        ConfigurationFiles.write(options);

        for (String name : new String[] {"livy.conf", "spark-defaults.conf", "log4j2.properties"}) {
            Path file = folder.resolve("conf").resolve(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        Properties read = new Properties();
        read.load(new StringReader(Files.readString(folder.resolve("conf/spark-defaults.conf"))));
        assertThat(read).containsEntry("spark.x", "é = \\u0041 #");
    }

    @Test
    void propertiesAreAscii() {
        assertThat(new String(ConfigurationFiles.properties(Map.of("a b", "ü\n")), StandardCharsets.US_ASCII))
                .isEqualToIgnoringNewLines("a\\ b=\\u00FC\\n");
    }
}
