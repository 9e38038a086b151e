package dev.sluice.connector.settings;

import static dev.sluice.connector.failure.Messages.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.SecretReference;
import dev.sluice.transfer.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResolverTest {

    private static final Map<String, String> CONF = Map.of(
            "spark.sluice.server", "conf-host:5",
            "spark.sluice.database", "confdb",
            "spark.sluice.staging", "abfss://c@a.dfs.core.windows.net/s//",
            "spark.sluice.user", "confuser",
            "spark.sluice.secret", "env:PW");

    @Test
    void takesTheConfigurationWhereTheRequestSaysNothing() {
        Endpoint endpoint = resolver(CONF).endpoint(PoolAddress.CONFIGURED, null, null);

        assertThat(endpoint).hasToString("database confdb on conf-host:5");
        assertThat(endpoint.login()).isEqualTo(new Login.Token());
    }

    @Test
    void takesTheRequestFirst() {
        Endpoint endpoint = resolver(CONF)
                .endpoint(
                        new PoolAddress(
                                "host", "db", AuthMethod.SQL, "me", SecretReference.parse("conf:spark.sluice.user")),
                        null,
                        null);

        assertThat(endpoint).hasToString("database db on host:1433");
        assertThat(endpoint.login()).isInstanceOfSatisfying(Login.Password.class, login -> {
            assertThat(login.user()).isEqualTo("me");
            assertThat(login.password().reveal()).isEqualTo("confuser");
            assertThat(login.toString()).doesNotContain("confuser");
        });
    }

    @Test
    void takesTheDatabaseOfTheTableFirst() {
        TableName table = TableName.parse("Other.dbo.t");

        assertThat(resolver(CONF).endpoint(PoolAddress.CONFIGURED, null, table).database())
                .isEqualTo("Other");
        assertThat(resolver(CONF)
                        .endpoint(new PoolAddress(null, "OTHER", null, null, null), null, table)
                        .database())
                .isEqualTo("Other");
        assertThatThrownBy(() -> resolver(CONF).endpoint(new PoolAddress(null, "third", null, null, null), null, table))
                .hasMessage("Two databases are named: Other and third\n"
                        + "Why: The table's name and the option database differ\nFix: Leave one of them out");
    }

    @Test
    void usesAPasswordThatIsGivenAndSqlAuthenticationThen() {
        Endpoint endpoint =
                resolver(CONF).endpoint(new PoolAddress(null, null, null, "me", null), new Secret("pw"), null);

        assertThat(endpoint.login())
                .isInstanceOfSatisfying(
                        Login.Password.class,
                        login -> assertThat(login.password().reveal()).isEqualTo("pw"));
    }

    @Test
    void usesSqlAuthenticationIfTheConfigurationSaysSo() {
        Resolver resolver = resolver(Map.of(
                "spark.sluice.server",
                "h",
                "spark.sluice.database",
                "d",
                "spark.sluice.auth",
                "sql",
                "spark.sluice.user",
                "u",
                "spark.sluice.secret",
                "env:PW"));

        assertThat(resolver.endpoint(PoolAddress.CONFIGURED, null, null).login())
                .isInstanceOfSatisfying(
                        Login.Password.class,
                        login -> assertThat(login.password().reveal()).isEqualTo("from-env"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "samplews.sql.azuresynapse.net",
                "samplews-ondemand.sql.azuresynapse.net",
                "SAMPLE.DATABASE.WINDOWS.NET,1433",
                "sample.database.windows.net.",
                "sample.privatelink.database.windows.net",
                "x.datawarehouse.fabric.microsoft.com",
                "x.database.fabric.microsoft.com",
                "x.database.usgovcloudapi.net",
                "x.sql.azuresynapse.usgovcloudapi.net",
                "x.database.chinacloudapi.cn",
                "x.sql.azuresynapse.azure.cn",
                "127.0.0.1:4433",
                "localhost:4433",
                "conf-host:5",
            })
    void sendsTheTokenToServersOfAzureToThisMachineAndToTheConfiguredOne(String server) {
        assertThat(resolver(CONF)
                        .endpoint(at(server, AuthMethod.AAD), null, null)
                        .login())
                .isEqualTo(new Login.Token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "database.windows.net",
                "evildatabase.windows.net",
                "x.database.windows.net.evil.example.com",
                "database.windows.net.example.com",
                "127.0.0.1.example.com",
                "127.evil.example.com",
                "localhost.example.com",
                "conf-host:6",
                "conf-host.example.com:5",
                "10.0.0.1",
            })
    void sendsNoLoginOfTheSparkPoolToAnyOtherServer(String server) {
        ServerAddress address = ServerAddress.parse(server);
        assertThatThrownBy(() -> resolver(CONF).endpoint(at(server, AuthMethod.AAD), null, null))
                .hasMessage(message(
                        "The server " + address + " is not sent the token of the Spark pool's identity",
                        "Its name is none of Azure's SQL services, and the Spark session's configuration does not name it",
                        "Check the name. If it is right, set spark.sluice.trustedServers to " + address.host()
                                + " in the Spark session, or give user and secret with the request"));
        assertThatThrownBy(() -> resolver(CONF).endpoint(at(server, AuthMethod.SQL), null, null))
                .hasMessageStartingWith("The server " + address + " is not sent the password of spark.sluice.secret\n");
        // A secret that comes with the request is for the server that comes with it.
        PoolAddress own = new PoolAddress(server, "d", AuthMethod.SQL, "me", SecretReference.parse("env:PW"));
        assertThat(resolver(CONF).endpoint(own, null, null).login()).isInstanceOf(Login.Password.class);
        assertThat(resolver(CONF)
                        .endpoint(new PoolAddress(server, "d", null, "me", null), new Secret("pw"), null)
                        .login())
                .isInstanceOf(Login.Password.class);
    }

    @Test
    void sendsTheTokenToServersThatTheConfigurationTrusts() {
        Map<String, String> conf = new HashMap<>(CONF);
        conf.put("spark.sluice.trustedServers", "Sql.example.com , .corp.example.com,., ,");
        Resolver resolver = resolver(conf);
        for (String server : new String[] {"sql.example.com", "SQL.EXAMPLE.COM:7", "a.b.corp.example.com"}) {
            assertThat(resolver.endpoint(at(server, AuthMethod.AAD), null, null).login())
                    .isEqualTo(new Login.Token());
        }
        for (String server :
                new String[] {"corp.example.com", "x.sql.example.com", "evil.org", "evilcorp.example.com"}) {
            assertThatThrownBy(() -> resolver.endpoint(at(server, AuthMethod.AAD), null, null))
                    .hasMessageContaining(" is not sent the token ");
        }
    }

    private static PoolAddress at(String server, AuthMethod auth) {
        return new PoolAddress(server, "d", auth, null, null);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> resolver(Map.of()).endpoint(PoolAddress.CONFIGURED, null, null))
                .hasMessage(message(
                        "No server is given",
                        "Neither the request nor the Spark session's configuration says the SQL pool's server",
                        "Give the option server, or set spark.sluice.server in the Spark session"));
        assertThatThrownBy(() -> resolver(Map.of("spark.sluice.server", "h", "spark.sluice.database", "d"))
                        .endpoint(new PoolAddress(null, null, null, "me", null), null, null))
                .hasMessageStartingWith("No password is given for SQL authentication\n");
        assertThatThrownBy(() -> resolver(Map.of(
                                "spark.sluice.server", "h", "spark.sluice.database", "d", "spark.sluice.auth", "ntlm"))
                        .endpoint(PoolAddress.CONFIGURED, null, null))
                .hasMessage("Invalid spark.sluice.auth\nWhy: Invalid auth 'ntlm': use one of aad, sql\n"
                        + "Fix: Correct spark.sluice.auth in the Spark session's configuration");
    }

    @Test
    void readsTheFirstLineOfASecretFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("pw"), "first\nsecond", UTF_8);
        PoolAddress address = new PoolAddress(
                null, null, null, "me", new SecretReference(SecretReference.Store.FILE, file.toString()));

        assertThat(resolver(CONF).endpoint(address, null, null).login())
                .isInstanceOfSatisfying(
                        Login.Password.class,
                        login -> assertThat(login.password().reveal()).isEqualTo("first"));
    }

    @Test
    void saysWhichSecretIsNotThere(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        assertMissing("env:NO", "The driver has no such environment variable");
        assertMissing("conf:no", "The Spark configuration has no such entry");
        assertMissing("file:" + empty, "The file is empty");
        assertMissing("file:" + folder.resolve("no"), "The driver cannot read that file: NoSuchFileException");
    }

    private static void assertMissing(String reference, String why) {
        PoolAddress address = new PoolAddress(null, null, null, "me", SecretReference.parse(reference));
        assertThatThrownBy(() -> resolver(CONF).endpoint(address, null, null))
                .hasMessage("Cannot find the secret " + reference + "\nWhy: " + why
                        + "\nFix: Correct the option secret or spark.sluice.secret: file:PATH, env:NAME or conf:KEY of the"
                        + " Spark pool's driver");
    }

    @Test
    void settlesWhereToStage() {
        assertThat(resolver(CONF).staging(null, null, null))
                .isEqualTo(new StagingPlace(java.net.URI.create("abfss://c@a.dfs.core.windows.net/s"), null, null));
        assertThat(resolver(CONF).staging("file:/tmp/x", "source", "cred"))
                .isEqualTo(new StagingPlace(java.net.URI.create("file:/tmp/x"), "source", "cred"));
    }

    @Test
    void refusesAStagingFolderThatIsNoUri() {
        for (String folder : new String[] {"staging", "a b://c", "mailto:x"}) {
            assertThatThrownBy(() -> resolver(CONF).staging(folder, null, null))
                    .hasMessage("Invalid staging folder '" + folder
                            + "'\nWhy: It is not a folder of an ADLS Gen2 account\n"
                            + "Fix: Write it as abfss://container@account.dfs.core.windows.net/folder");
        }
    }

    private static Resolver resolver(Map<String, String> conf) {
        return new Resolver(key -> Optional.ofNullable(conf.get(key)), Map.of("PW", "from-env"));
    }
}
